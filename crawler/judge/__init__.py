"""Judge: is the article about the neutrality of state personnel in Nusa Tenggara Timur?"""
