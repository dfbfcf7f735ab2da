"""Addresses of the library of a team. A page's own address comes last: these words are no names of pages."""

from django.urls import path

from stegvis.portals.public.learn import (
    chapters,
    comments,
    front,
    news,
    pages,
    publications,
    rooms,
    search,
    tips,
    votes,
)

urlpatterns = [
    path("", front.front, name="learn"),
    path("news/", news.news_page, name="learn_news"),
    path("news.atom", news.feed, name="learn_feed"),
    path("shelf/<slug:shelf>/", front.shelf, name="learn_shelf"),
    path("search/", search.search_page, name="learn_search"),
    path("for-gps/tip/", tips.tip, name="learn_tip"),
    path("room/", rooms.room_door, name="learn_room_door"),
    path("room/<uuid:room>/", rooms.room_page, name="learn_room"),
    path("room/<uuid:room>/vote/", rooms.room_vote, name="learn_room_vote"),
    path("publications/<slug:slug>/", publications.publication_page, name="learn_publication"),
    path("publications/<slug:slug>/cite.<str:ending>", publications.citation_file, name="learn_citation"),
    path("<slug:slug>/", pages.page, name="learn_page"),
    path("<slug:slug>/<int:number>/", chapters.part, name="learn_part"),
    path("<slug:slug>/files/<str:file>", pages.file, name="learn_file"),
    path("<slug:slug>/comments/", comments.comment, name="learn_comment"),
    path("<slug:slug>/poll/<slug:block>/", votes.learn_vote, name="learn_vote"),
]
