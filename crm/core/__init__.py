"""The ground every other room stands on: database, clock, phones, money, errors, access."""
