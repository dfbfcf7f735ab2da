"""Addresses of building a team."""

from django.urls import path

from stegvis.portals.office.start_up import papers, plan, self_check, staffing, support

urlpatterns = [
    path("", plan.our_team_page, name="our_team"),
    path("begin/", plan.begin_plan_page, name="begin_plan"),
    path("opening/", plan.change_plan_page, name="change_plan"),
    path("tasks/new/", plan.add_task_page, name="add_task"),
    path("tasks/from-the-kit/", plan.take_in_tasks_page, name="take_in_tasks"),
    path("tasks/<uuid:start_task>/", plan.task_page, name="start_task"),
    path("tasks/<uuid:start_task>/papers/", plan.add_evidence_page, name="add_evidence"),
    path("evidence/<uuid:evidence_paper>/", plan.evidence_file, name="evidence"),
    path("evidence/<uuid:evidence_paper>/remove/", plan.remove_evidence_page, name="remove_evidence"),
    path("staffing/", staffing.staffing_page, name="staffing"),
    path("self-check/", self_check.self_check_page, name="self_check"),
    path("self-check/questions/<slug:check_question>/", self_check.question_page, name="check_question"),
    path(
        "self-check/<uuid:self_check>/questions/<slug:check_question>/",
        self_check.question_of_page,
        name="check_question_of",
    ),
    path("self-check/<uuid:self_check>/finish/", self_check.finish_page, name="finish_self_check"),
    path("self-check/<uuid:self_check>/reopen/", self_check.reopen_page, name="reopen_self_check"),
    path("self-check/<uuid:self_check>/", self_check.one_self_check_page, name="one_self_check"),
    path("self-check/<uuid:self_check>/share/", self_check.share_page, name="share_self_check"),
    path("papers/", papers.papers_page, name="papers"),
    path("papers/templates/<slug:paper_template>/", papers.template_page, name="paper_template"),
    path("papers/<uuid:paper>/", papers.paper_page, name="paper"),
    path("papers/<uuid:paper>/remove/", papers.remove_paper_page, name="remove_paper"),
    path("papers/<uuid:paper>/<str:file>", papers.paper_file_page, name="paper_file"),
    path("support/", support.support_page, name="support"),
    path("support/new/", support.ask_page, name="ask_support"),
    path("support/<uuid:support_request>/", support.request_page, name="support_request"),
    path("support/<uuid:support_request>/take/", support.take_page, name="take_support"),
    path("support/<uuid:support_request>/close/", support.close_page, name="close_support"),
]
