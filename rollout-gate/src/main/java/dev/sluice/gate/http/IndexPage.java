package dev.sluice.gate.http;

import dev.sluice.gate.rollout.Rollout;
import dev.sluice.gate.rollout.RolloutBook;
import java.util.List;

/** All rollouts on one page, the one that changed last on top. */
final class IndexPage {
  private IndexPage() {}

  static String of(RolloutBook book) {
    List<Rollout> all = book.all();
    Html html =
        PageFrame.begin("Sluice gate", all.stream().anyMatch(Rollout::running))
            .markup("<h1>Rollouts</h1>");
    if (all.isEmpty()) {
      html.markup(
          "<p class=\"card soft\">None yet. Send a policy to <code>POST /v1/rollouts</code>.</p>");
    }
    for (int i = all.size() - 1; i >= 0; i--) {
      card(html, all.get(i));
    }
    return PageFrame.end(html);
  }

  private static void card(Html html, Rollout rollout) {
    html.markup(
            "<section class=\"card\"><div class=\"row\"><strong class=\"grow\"><a href=\"/rollouts/")
        .text(rollout.id())
        .markup("\">")
        .text(rollout.id())
        .markup("</a></strong>");
    Badge.of(rollout.state()).writeTo(html);
    html.markup("</div><div class=\"soft small\">")
        .text(RolloutPage.versions(rollout))
        .markup("</div>");
    StageBar.write(html, rollout);
    RolloutPage.verdict(html, rollout.look().judgement());
    html.markup("</section>");
  }
}
