"""The library as editors keep it: publications, files of them, and the archives they are fetched from."""
