"""The suite: a folder for each room, the rules of the house under house/, what it needs to run under
support/.
"""
