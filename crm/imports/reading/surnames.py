"""Frequent Spanish surnames (folded), by which two surnames in a row are told from a middle name."""

_WORDS = """
acosta aguilar aguirre alvarado alvarez amador anguiano aponte aranda arevalo arias arroyo avila ayala baez
barela barrera bautista beltran bermudez bernal bravo bustos caballero cabrera caceres caicedo calderon
camacho campos canales cano caraballo cardenas cardona carrasco carrillo casares castaneda castillo castro
cervantes chavez cisneros colon contreras cordova corona coronado correa cortes cortez cotto cruz cuellar
delgado diaz dominguez duarte duran elizondo enriquez escobar espinosa espinoza esquibel esquivel estevez
estrada feliciano fernandez figueroa flores fuentes galindo gallegos galvan gamboa garcia garza gaytan gomez
gonzales gonzalez guerra guerrero gutierrez guzman haro hernandez herrera huerta ibanez ibarra irizarry
jaramillo jasso jimenez juarez lara ledesma leon lopez lozada lozano lucero lugo luna macias madrid madrigal
maldonado marin marquez marrero martinez mata medina mejia melendez melo mendez mendoza mercado merino meza
miranda molina mondragon montalvo montes montoya mora morales moreno munoz murillo najera narvaez nazario
nieves nunez ocampo ochoa ojeda olivares olvera ordonez orozco ortega ortiz osorio otero pacheco padilla
paez palacios parada paredes parra patino pedraza pena perez pineda pizarro polo ponce porras posada quezada
quinones quintero quiroz ramirez ramos rangel reyes reynoso rincon rios rivas rivera robles rodriguez rojas
rojo roldan romero rosales rosario ruiz saavedra saez salas salazar salcedo saldana salgado salinas sanchez
sandoval santana santiago santos sepulveda serrano sierra silva sisneros solano solis soriano sosa soto
suarez tapia tejada tellez toledo toro torres trejo trevino trujillo ulloa vaca valdez valencia valenzuela
valle vargas vasquez vazquez vega vela velasco velasquez velazquez velez vera verdugo vigil villa villalobos
villanueva villarreal villasenor yepes zamora zapata zarate zavala zuniga
"""
SPANISH_SURNAMES = frozenset(_WORDS.split())
