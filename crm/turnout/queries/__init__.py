"""Reading turnout: how many will come, who is unconfirmed, whom nobody has asked, how captains do."""

from crm.turnout.queries.forecasting import Forecast, forecast, forecasts

__all__ = ["Forecast", "forecast", "forecasts"]
