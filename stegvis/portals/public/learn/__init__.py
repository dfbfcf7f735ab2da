"""The library as anyone reads it: topics, articles, news, chapters. No log-in, nothing remembered about the reader."""
