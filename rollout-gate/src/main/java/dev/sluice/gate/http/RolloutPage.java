package dev.sluice.gate.http;

import dev.sluice.gate.decision.Finding;
import dev.sluice.gate.decision.Judgement;
import dev.sluice.gate.evidence.Sources;
import dev.sluice.gate.policy.Guardrail;
import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.rollout.Rollout;
import dev.sluice.gate.rollout.StageOutcome;
import dev.sluice.privacy.registry.Deployment;
import dev.sluice.privacy.registry.Design;
import dev.sluice.schemas.Digests;
import java.util.List;
import java.util.Locale;

/** One rollout: stage, verdict and reason, each guardrail drawn, and the stages that have ended. */
final class RolloutPage {
  private RolloutPage() {}

  static String of(Rollout rollout) {
    Html html = PageFrame.begin(rollout.id() + " - Sluice gate", rollout.running());
    summary(html, rollout);
    html.markup("<h2>Guardrails</h2>");
    html.markup(
        "<p class=\"soft small\">Candidate minus control in the harmful direction"
            + (rollout.policy().design() == Design.PAIRED
                ? ", subtracted on each device that runs both"
                : "")
            + ", with a ");
    html.markup(
        "confidence sequence that holds at every look. A required guardrail promotes when ");
    html.markup(
        "its whole interval lies left of the margin: harm budget divided by the next stage's ");
    html.markup("share of the fleet.</p>");
    for (Finding finding : rollout.look().judgement().findings()) {
      guardrail(html, rollout.policy(), finding);
    }
    ObservationTable.write(html, rollout.policy(), rollout.look().judgement().observations());
    history(html, rollout);
    inputs(html, rollout);
    return PageFrame.end(html);
  }

  static String versions(Rollout rollout) {
    Policy policy = rollout.policy();
    return "%s \u2192 %s (fallback %s)"
        .formatted(
            policy.control().label(), policy.candidate().label(), policy.fallback().version());
  }

  static void verdict(Html html, Judgement judgement) {
    html.markup("<p class=\"verdict\">");
    Badge.of(judgement.verdict()).writeTo(html);
    html.markup(" ").text(judgement.reason()).markup("</p>");
  }

  private static void summary(Html html, Rollout rollout) {
    html.markup("<section class=\"card\"><div class=\"row\"><h1 class=\"grow\">")
        .text(rollout.id())
        .markup("</h1>");
    Badge.of(rollout.state()).writeTo(html);
    html.markup("</div><div class=\"soft\">").text(versions(rollout)).markup("</div>");
    StageBar.write(html, rollout);
    verdict(html, rollout.look().judgement());
    html.markup("<dl class=\"small num\">");
    fact(html, "on the candidate", rollout.candidatePercent() + " % of the fleet");
    fact(html, "everybody else runs", rollout.serves().label());
    fact(html, "evidence", grouped(rollout.look().reports()) + " reports");
    leftOut(html, rollout.look().sources());
    fact(html, "days", rollout.startDay() + " to " + rollout.look().day());
    fact(
        html,
        "design",
        rollout.policy().design() == Design.PAIRED
            ? "paired: both versions on each device"
            : "two arms of devices");
    fact(
        html,
        "runs on",
        rollout.policy().deployment() == Deployment.DEVICE ? "devices" : "edge servers");
    fact(html, "error rate", rollout.policy().errorRate() + " over all looks together");
    html.markup("</dl></section>");
  }

  private static void leftOut(Html html, Sources sources) {
    sources
        .leftOut()
        .forEach(
            (reason, reports) ->
                fact(html, "left out", grouped(reports) + " reports: " + reason.replace('-', ' ')));
  }

  private static void fact(Html html, String name, String value) {
    html.element("dt", "", name).element("dd", "", value);
  }

  private static void guardrail(Html html, Policy policy, Finding finding) {
    Badge badge = Badge.of(finding.status());
    html.markup("<section class=\"card\"><div class=\"row\">")
        .element("strong", "", finding.metric())
        .element("span", "soft small grow", finding.required() ? "required" : "watch");
    badge.writeTo(html);
    html.markup("</div>");
    policy.guardrails().stream()
        .filter(guardrail -> guardrail.metric().id().equals(finding.metric()))
        .findFirst()
        .ifPresentOrElse(
            guardrail -> numbers(html, guardrail, finding, badge.tone()),
            () -> html.element("p", "soft", finding.reason()));
    html.markup("<div class=\"small soft num\">")
        .text(
            "reports: control %s, candidate %s"
                .formatted(grouped(finding.controlReports()), grouped(finding.candidateReports())));
    finding
        .reportsNeeded()
        .ifPresent(
            more ->
                html.text(
                    more == 0
                        ? ""
                        : "; about " + grouped(more) + " more an arm to be within the margin"));
    html.markup("</div></section>");
  }

  private static void numbers(Html html, Guardrail guardrail, Finding finding, String tone) {
    Quantity quantity = Quantity.of(guardrail.metric());
    if (finding.harm().isEmpty()) {
      html.element("p", "soft", finding.reason());
      return;
    }
    finding
        .harm()
        .ifPresent(
            harm -> {
              GuardrailChart.write(html, harm, finding.margin(), quantity, tone);
              html.element(
                  "div",
                  "num",
                  "%s, interval %s to %s, margin %s"
                      .formatted(
                          quantity.full(harm.estimate()),
                          quantity.signed(harm.low()),
                          quantity.signed(harm.high()),
                          quantity.signed(finding.margin())));
            });
  }

  private static void history(Html html, Rollout rollout) {
    List<StageOutcome> history = rollout.history();
    html.markup("<h2>Stages that have ended</h2><section class=\"card scroll\">");
    if (history.isEmpty()) {
      html.markup("<span class=\"soft\">None yet.</span></section>");
      return;
    }
    html.markup("<table><tr><th>stage</th><th>days</th><th>reports</th><th>verdict</th>");
    html.markup("<th>reason</th></tr>");
    for (StageOutcome outcome : history) {
      html.markup("<tr class=\"num\">")
          .element("td", "", outcome.percent() + " %")
          .element("td", "days", outcome.firstDay() + " to " + outcome.lastDay())
          .element("td", "", grouped(outcome.reports()))
          .markup("<td>");
      Badge.of(outcome.judgement().verdict()).writeTo(html);
      html.markup("</td>").element("td", "", outcome.judgement().reason()).markup("</tr>");
    }
    html.markup("</table></section>");
  }

  private static void inputs(Html html, Rollout rollout) {
    html.markup("<h2>On record</h2><section class=\"card small\"><dl>");
    fact(html, "decision", "number " + rollout.sequence());
    rollout
        .look()
        .sources()
        .registries()
        .forEach(
            (registry, reports) ->
                fact(html, "by registry", registry + ", " + grouped(reports) + " reports"));
    fact(html, "evidence", Digests.hex(rollout.look().inputsDigest()));
    fact(html, "policy", Digests.hex(rollout.policy().digest()));
    html.markup("</dl><details><summary>The policy</summary>")
        .element("pre", "", rollout.policy().text())
        .markup("</details></section>");
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
