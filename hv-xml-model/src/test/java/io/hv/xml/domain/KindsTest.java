package io.hv.xml.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.xml.LibvirtData;
import io.hv.xml.XmlDiff;
import io.hv.xml.XmlDocument;
import io.hv.xml.XmlException;
import io.hv.xml.XmlKind;
import io.hv.xml.XmlProblem;
import io.hv.xml.XmlValidator;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Sealed values that carry all that the schema wants of their kind: whichever kind there was, a document that is valid stays
 * valid when it is another one, and nothing is left of the first.
 */
class KindsTest {

    private static final int DOCUMENTS_PER_KIND = 4;

    private static final List<Class<?>> TYPES =
            List.of(ClockSetting.class, CpuChoice.class, GraphicsDisplay.class, GraphicsListen.class, VideoCard.class);

    /** Has the element of each of them. */
    private static final String DOMAIN = """
            <domain type="kvm">
              <name>kinds</name>
              <memory>1048576</memory>
              <os><type>hvm</type></os>
              <cpu/>
              <clock offset="utc"/>
              <devices>
                <graphics type="rdp" autoport="yes"/>
                <video><model type="none"/></video>
              </devices>
            </domain>
            """;

    /** What cannot be written. */
    private static final List<Object> REFUSED = List.of(
            new ClockSetting.Timezone("new zone"),
            new ClockSetting.Variable(Duration.ofMillis(1500), ClockElement.Basis.UTC),
            new ClockSetting.Utc(new ClockSetting.Adjustment.Kept(Duration.ofNanos(1))),
            new ClockSetting.Absolute(Instant.ofEpochSecond(-1)),
            new CpuChoice.Custom(" "),
            new CpuChoice.Custom("a\u0001b"),
            new GraphicsDisplay.Vnc(0),
            new GraphicsDisplay.Rdp(65_536),
            new GraphicsDisplay.Spice(1, -2),
            new GraphicsListen.Network("\u0001"),
            new VideoCard.Qxl(ByteSize.bytes(1025), null, null));

    @Test
    void everyKindHasASample() {
        List<String> missing = new ArrayList<>();
        for (Class<?> type : TYPES) {
            List<Object> samples = Samples.of(setters(DOMAIN, type).get(0));
            for (Class<?> kind : type.isSealed() ? type.getPermittedSubclasses() : new Class<?>[] {type}) {
                long count = samples.stream().filter(kind::isInstance).count();
                if (count < (kind.getRecordComponents().length == 0 ? 1 : 2)) {
                    missing.add(Views.name(kind) + ": " + count);
                }
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void fromEachToEach() throws IOException {
        XmlValidator validator = XmlValidator.of(XmlKind.DOMAIN, LibvirtData.schemas());
        List<String> wrong = new ArrayList<>();
        int switches = 0;
        for (Class<?> type : TYPES) {
            List<Object> samples = Samples.of(setters(DOMAIN, type).get(0));
            for (Object second : samples) {
                XmlDocument direct = XmlDocument.parse(DOMAIN);
                value(direct, type, 0).set(second);
                for (Object first : samples) {
                    XmlDocument document = XmlDocument.parse(DOMAIN);
                    Value<Object> value = value(document, type, 0);
                    value.set(first);
                    value.set(second);
                    switches++;
                    List<XmlProblem> problems = validator.problems(document.text());
                    if (!problems.isEmpty()) {
                        wrong.add(first + " to " + second + ": " + problems);
                    }
                    if (!XmlDiff.between(direct, document).isEmpty()) {
                        wrong.add(first + " to " + second + " leaves " + XmlDiff.between(direct, document));
                    }
                    assertEquals(second, value.get().orElseThrow());
                }
            }
        }
        assertEquals(List.of(), wrong, wrong.size() + " of " + switches);
    }

    @Test
    void inDocumentsOfLibvirts() throws IOException {
        XmlValidator validator = XmlValidator.of(XmlKind.DOMAIN, LibvirtData.schemas());
        Map<String, Integer> documents = new HashMap<>();
        Map<Class<?>, TreeSet<String>> seen = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        for (String text : Corpus.domains()) {
            Map<Class<?>, List<Views.Setter>> setters = setters(XmlDocument.parse(text));
            for (Class<?> type : TYPES) {
                List<Views.Setter> some = setters.getOrDefault(type, List.of());
                for (int i = 0; i < some.size(); i++) {
                    String kind = kind(some.get(i).value());
                    if (listensNowhere(some.get(i).value())) {
                        continue;
                    }
                    if (documents.getOrDefault(type + kind, 0) < DOCUMENTS_PER_KIND
                            && validator.problems(text).isEmpty()) {
                        int unused = documents.merge(type + kind, 1, Integer::sum);
                        boolean unusedToo = seen.computeIfAbsent(type, none -> new TreeSet<>())
                                .add(kind);
                        for (Object sample : Samples.of(some.get(i))) {
                            XmlDocument document = XmlDocument.parse(text);
                            value(document, type, i).set(sample);
                            for (XmlProblem problem : validator.problems(document.text())) {
                                wrong.add(kind + " to " + sample + ": " + problem + " in " + document.text());
                            }
                        }
                    }
                }
            }
        }
        assertEquals(List.of(), wrong.stream().limit(9).toList(), wrong.size() + " problems");
        for (Class<?> type : TYPES) {
            assertTrue(seen.containsKey(type), "no document has " + type);
            assertFalse(seen.get(type).size() < 2, () -> type + ": only " + seen.get(type));
        }
    }

    @Test
    void whatIsRefusedChangesNothing() {
        for (Object refused : REFUSED) {
            Class<?> type = TYPES.stream()
                    .filter(each -> each.isInstance(refused))
                    .findFirst()
                    .orElseThrow();
            for (Object first : Samples.of(setters(DOMAIN, type).get(0))) {
                XmlDocument document = XmlDocument.parse(DOMAIN);
                Value<Object> value = value(document, type, 0);
                value.set(first);
                String before = document.text();
                assertThrows(IllegalArgumentException.class, () -> value.set(refused), refused::toString);
                assertEquals(before, document.text());
            }
        }
    }

    /** The schema has no place for it in these. */
    private static boolean listensNowhere(Value<?> value) {
        return value instanceof GraphicsListenValue listen
                && new GraphicsElement(listen.place)
                        .type()
                        .get()
                        .filter(each -> each != GraphicsElement.Type.VNC
                                && each != GraphicsElement.Type.SPICE
                                && each != GraphicsElement.Type.RDP)
                        .isPresent();
    }

    private static String kind(Value<?> value) {
        try {
            return value.get().map(each -> Views.name(each.getClass())).orElse("nothing");
        } catch (XmlException e) {
            return "not understood";
        }
    }

    @SuppressWarnings("unchecked")
    private static Value<Object> value(XmlDocument document, Class<?> type, int index) {
        return (Value<Object>)
                setters(document).getOrDefault(type, List.of()).get(index).value();
    }

    private static List<Views.Setter> setters(String document, Class<?> type) {
        return setters(XmlDocument.parse(document)).getOrDefault(type, List.of());
    }

    /** The setters of each type, in the order of the document. */
    private static Map<Class<?>, List<Views.Setter>> setters(XmlDocument document) {
        Map<Class<?>, List<Views.Setter>> setters = new HashMap<>();
        for (Views.Setter each : Views.setters(DomainElement.of(document))) {
            if (each.method().getGenericReturnType() instanceof ParameterizedType value
                    && value.getActualTypeArguments()[0] instanceof Class<?> type
                    && TYPES.contains(type)) {
                setters.computeIfAbsent(type, unused -> new ArrayList<>()).add(each);
            }
        }
        return setters;
    }
}
