"""The tests of Reinvest, a folder a room."""
