"""News: written by the coordinator, seen by the groups of that network and by no others."""

from __future__ import annotations

import uuid

from mdo_foundation.common.groups import in_group
from mdo_tenants.networks import queries, services
from mdo_tenants.networks.models import NewsItem


def _titles(place) -> list[str]:
    with in_group(place.row):
        return [news.title for news in queries.news_for_group(place.row.id)]


def test_news_reaches_the_networks_groups_only(region, wilgendal, zandplaat, other_region):
    region.client.post(region.url("nieuws/nieuw/"), {"title": "Scholing 3 maart", "body": "Meld je aan."})

    assert _titles(wilgendal) == ["Scholing 3 maart"]
    assert _titles(zandplaat) == []


def test_news_in_a_group_names_its_writer_and_network(region, wilgendal):
    services.publish_news(region.network, by=region.actor, title="Nieuw", body="Tekst")

    with in_group(wilgendal.row):
        (news,) = queries.news_for_group(wilgendal.row.id)

    assert (news.by, news.network) == (region.coordinator.full_name, region.network.name)


def test_a_form_sent_twice_publishes_once(region):
    form = {"title": "Eén keer", "body": "Tekst", "idempotency_key": str(uuid.uuid4())}

    answers = [region.client.post(region.url("nieuws/nieuw/"), form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert NewsItem.objects.count() == 1


def test_retracted_news_is_gone_for_groups_and_kept_for_the_coordinator(region, wilgendal):
    item = services.publish_news(region.network, by=region.actor, title="Fout bericht", body="Tekst")

    region.client.post(region.url(f"nieuws/{item.pk}/intrekken/"))

    assert _titles(wilgendal) == []
    assert "Ingetrokken" in region.client.get(region.url()).text


def test_news_is_plain_text(region):
    services.publish_news(region.network, by=region.actor, title="<b>Kop</b>", body="<script>alert(1)</script>")

    page = region.client.get(region.url()).text

    assert "<script>alert" not in page
    assert "&lt;b&gt;Kop" in page


def test_change_of_a_version_that_was_overtaken_shows_both(region):
    item = services.publish_news(region.network, by=region.actor, title="Eerste", body="Tekst")
    services.change_news(item, by=region.actor, version=1, title="Van de ander", body="Andere tekst")
    url = region.url(f"nieuws/{item.pk}/")

    answer = region.client.post(url, {"title": "Van mij", "body": "Mijn tekst", "version": 1})

    item.refresh_from_db()
    assert item.title == "Van de ander"
    assert "Andere tekst" in answer.text
    assert "Mijn tekst" in answer.text
    region.client.post(
        url, {"title": "Van mij", "body": "Mijn tekst", "version": answer.context["form"]["version"].value()}
    )
    item.refresh_from_db()
    assert item.title == "Van mij"


def test_empty_news_is_refused_in_dutch(region):
    answer = region.client.post(region.url("nieuws/nieuw/"), {"title": "", "body": ""})

    assert "Vul ‘Titel’ in." in answer.text
    assert NewsItem.objects.count() == 0
