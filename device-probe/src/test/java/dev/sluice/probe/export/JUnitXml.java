package dev.sluice.probe.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Reads a report in the JUnit format. */
final class JUnitXml {
  private JUnitXml() {}

  static Element parsed(String xml) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    return document.getDocumentElement();
  }

  static Element only(Element parent, String tag) {
    assertThat(children(parent, tag)).hasSize(1);
    return children(parent, tag).get(0);
  }

  static List<Element> children(Element parent, String tag) {
    List<Element> children = new ArrayList<>();
    for (int i = 0; i < parent.getChildNodes().getLength(); i++) {
      if (parent.getChildNodes().item(i) instanceof Element child
          && child.getTagName().equals(tag)) {
        children.add(child);
      }
    }
    return children;
  }

  static String verdict(Element testCase) {
    for (String kind : List.of("failure", "error", "skipped")) {
      if (!children(testCase, kind).isEmpty()) {
        return testCase.getAttribute("name") + " " + kind;
      }
    }
    return testCase.getAttribute("name");
  }
}
