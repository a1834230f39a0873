"""Compiled projection: from the objects of an upstream to the data of a response, by one generated function.

What an operation selects is known before it runs. So the way from a parent's entries to the response is
written out as Python once per document, and run for each of its requests. Only what follows the rules without
anything to tell gets through: at every doubt generated code gives up, and the engine goes the whole way on
the same values, with its own errors, paths and nulls.
"""
