"""Looking after the directory of offers nearby: what is due to be checked, and writing an offer."""
