"""The fault harness: parts of the running product are killed while clients answer; then every answer is counted.

Knows the product from outside: its command, its pages, its processes, and its tables as their owner reads them.
"""
