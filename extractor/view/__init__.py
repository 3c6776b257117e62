"""Records for people to look at: tables on a terminal, spreadsheets."""
