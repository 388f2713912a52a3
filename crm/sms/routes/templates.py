"""Templates in both languages: kept, checked, rewritten with their versions, archived; and the rules of texting to many."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.accounts.queries import get_organization, names_of_users
from crm.accounts.service import TEXTING_RULES, set_texting_rules
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import LEADS, TEXTING
from crm.core.errors import DomainError
from crm.sms.forms import RulesForm, TemplateForm
from crm.sms.merge_fields import costly_in, fields, problems, sample_length
from crm.sms.queries.templates import TemplateText, get_template, list_templates, list_versions
from crm.sms.routes.blueprint import bp
from crm.sms.routes.follow_up_page import in_words
from crm.sms.routes.words import costly_word, template_word
from crm.sms.service import templates as service


@bp.get("/templates")
@allow(*TEXTING)
def templates() -> str:
    """Every template with its words, those archived last."""
    found = list_templates(with_archived=True)
    found.sort(key=lambda one: one.archived_at is not None)
    return render_template("sms/templates.html", templates=found, template_word=template_word, faults=_faults(found))


@bp.route("/templates/new", methods=["GET", "POST"])
@allow(*TEXTING)
@writes
def new_template() -> Response | str | tuple[str, int]:
    """Write a template of the organization's own."""
    form = TemplateForm()
    if request.method == "GET":
        return _form_page(form, None)
    return _saved(form, None)


@bp.route("/templates/<int:template_id>", methods=["GET", "POST"])
@allow(*TEXTING)
@writes
def edit_template(template_id: int) -> Response | str | tuple[str, int]:
    """One template: its words, what is wrong with them, and how they were before."""
    template = get_template(template_id)
    if request.method == "GET":
        bodies = template.bodies
        form = TemplateForm(formdata=None, name=template.name, en=bodies.get("en", ""), es=bodies.get("es", ""))
        return _form_page(form, template)
    return _saved(TemplateForm(), template)


@bp.post("/templates/<int:template_id>/archive")
@allow(*TEXTING)
@writes
def archive_template(template_id: int) -> Response:
    """Offer a template no more, or again."""
    is_archived = request.form.get("archive") != "no"
    service.archive_template(current_actor(), now(), template_id, is_archived)
    flash(_("The template is archived.") if is_archived else _("The template is offered again."), "good")
    return redirect(url_for("sms.templates"))


@bp.route("/texting/rules", methods=["GET", "POST"])
@allow(*LEADS)
@writes
def texting_rules() -> Response | str | tuple[str, int]:
    """How often people are texted, and from which size on a second person says yes."""
    organization = get_organization(g.organization.id)
    form = RulesForm(obj=organization)
    if request.method == "GET":
        return render_template("sms/rules.html", form=form, problem="")
    if not form.validate_on_submit():
        return render_template("sms/rules.html", form=form, problem=form.first_error), 422
    rules = {name: form[name].data for name in TEXTING_RULES}
    set_texting_rules(current_actor(), now(), organization, rules)
    flash(_("The rules are kept."), "good")
    return redirect(url_for("sms.texting_rules"))


def _saved(form: TemplateForm, template: TemplateText | None) -> Response | tuple[str, int]:
    problem = "" if form.validate_on_submit() else form.first_error
    try:
        if not problem and template is None:
            service.add_template(current_actor(), now(), form.name.data or "", form.bodies())
        elif not problem and template is not None:
            service.edit_template(current_actor(), now(), template.id, form.name.data or "", form.bodies())
    except DomainError as error:
        problem = in_words(error)
    if problem:
        return _form_page(form, template, problem), 422
    flash(_("The template is kept."), "good")
    return redirect(url_for("sms.templates"))


def _form_page(form: TemplateForm, template: TemplateText | None, problem: str = "") -> str:
    versions = list_versions(template.id) if template else []
    return render_template(
        "sms/template_form.html",
        form=form,
        template=template,
        versions=versions,
        writers=names_of_users({version.created_by_id for version in versions}),
        problem=problem,
        faults=_faults_of(form.bodies(), template is None or template.needs_opt_out_words),
        sizes={code: sample_length(body, code) for code, body in form.bodies().items() if body},
        costly={code: costly_word(costly_in(body)) for code, body in form.bodies().items()},
        fields=fields(),
        template_word=template_word,
    )


def _faults(found: list[TemplateText]) -> dict[int, list[str]]:
    return {one.id: _faults_of(one.bodies, one.needs_opt_out_words) for one in found}


def _faults_of(bodies: dict[str, str], is_for_many: bool) -> list[str]:
    """What keeps the words of a template from being sent to many, with every field filled by its example."""
    if not is_for_many:
        return []
    organization = g.organization
    names = (organization.short_name, organization.name)
    found = []
    for code, body in bodies.items():
        samples = {name: field.sample[code] for name, field in fields().items()} | {"org": organization.short_name}
        found += [in_words(one) for one in problems(body, samples, code, names)] if body else []
    return found
