package io.hv.xml.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.xml.XmlDiff;
import io.hv.xml.XmlDifference;
import io.hv.xml.XmlDocument;
import io.hv.xml.XmlException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every setter that there is, found by reflection, sets what it is for, and nothing else: in random documents of libvirt's
 * test data that have the element it belongs to, and in a domain that has nothing.
 */
class SettersTest {

    private static final int DOCUMENTS_PER_SETTER = 4;

    /**
     * Where a setter stands.
     *
     * @param document the document's text
     * @param index which of the setters in it
     */
    private record Spot(String document, int index) {}

    private final List<String> wrong = new ArrayList<>();
    private int sets;

    @Test
    void inDocumentsOfLibvirts() throws IOException {
        Random random = new Random(20_240_229);
        Map<String, List<Spot>> spots = spots(random);
        for (Map.Entry<String, List<Spot>> each : spots.entrySet()) {
            for (Spot spot : each.getValue()) {
                check(spot, random);
            }
        }
        assertEquals(List.of(), wrong, wrong.size() + " of " + sets);
        assertTrue(spots.size() > 800, spots.size() + " setters");
        assertTrue(sets > 4000, sets + " sets");
    }

    /** A few places for each setter, chosen evenly among all documents that have some. */
    private static Map<String, List<Spot>> spots(Random random) throws IOException {
        Map<String, List<Spot>> spots = new TreeMap<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String document : Corpus.domains()) {
            List<Views.Setter> setters = Views.setters(DomainElement.of(XmlDocument.parse(document)));
            for (int i = 0; i < setters.size(); i++) {
                String name = setters.get(i).name();
                int count = seen.merge(name, 1, Integer::sum);
                List<Spot> chosen = spots.computeIfAbsent(name, unused -> new ArrayList<>());
                if (chosen.size() < DOCUMENTS_PER_SETTER) {
                    chosen.add(new Spot(document, i));
                } else {
                    int at = random.nextInt(count);
                    if (at < DOCUMENTS_PER_SETTER) {
                        Spot unused = chosen.set(at, new Spot(document, i));
                    }
                }
            }
        }
        return spots;
    }

    private void check(Spot spot, Random random) {
        List<Object> samples = Samples.of(Views.setters(DomainElement.of(XmlDocument.parse(spot.document())))
                .get(spot.index()));
        boolean all = samples.stream().noneMatch(each -> each instanceof Enum || each instanceof Long);
        int first = random.nextInt(samples.size());
        boolean done = false;
        boolean already = false;
        for (int i = 0; i < samples.size() && (all || !done); i++) {
            Object sample = samples.get((first + i) % samples.size());
            XmlDocument document = XmlDocument.parse(spot.document());
            Views.Setter setter = Views.setters(DomainElement.of(document)).get(spot.index());
            already |= sample.equals(current(setter.value()));
            done |= check(XmlDocument.parse(spot.document()), document, setter, sample);
        }
        // Of some there is one value only, and the document has it.
        if (!done && !already) {
            wrong.add(setterName(spot) + ": no sample can be set");
        }
    }

    private static String setterName(Spot spot) {
        return Views.setters(DomainElement.of(XmlDocument.parse(spot.document())))
                .get(spot.index())
                .name();
    }

    /** Says whether the sample was set: it may be out of range, or there already. */
    private boolean check(XmlDocument before, XmlDocument document, Views.Setter setter, Object sample) {
        @SuppressWarnings("unchecked")
        Value<Object> value = (Value<Object>) setter.value();
        if (sample.equals(current(value))
                || (setter.value() instanceof Flag flag && !flag.isSet() && sample.equals(false))) {
            return false;
        }
        List<String> touched = value.touched();
        try {
            value.set(sample);
        } catch (IllegalArgumentException e) {
            assertEquals(List.of(), XmlDiff.between(before, document), setter.name() + " refused, and changed");
            return false;
        }
        sets++;
        // What is written is what a reader of the text sees.
        XmlDocument after = XmlDocument.parse(document.text());
        List<XmlDifference> differences = XmlDiff.between(before, after);
        List<String> others = new ArrayList<>();
        for (XmlDifference each : differences) {
            if (touched.stream().noneMatch(path -> isOf(each, path))) {
                others.add(each.toString());
            }
        }
        if (differences.isEmpty() || !others.isEmpty()) {
            wrong.add(setter.name() + " at " + touched + " to " + sample + ": " + differences);
        }
        Object expected =
                setter.value() instanceof Flag && sample.equals(false) ? Optional.empty() : Optional.of(sample);
        if (!expected.equals(value.get())) {
            wrong.add(setter.name() + " says " + value.get() + " after " + sample);
        }
        String text = document.text();
        value.set(sample);
        if (!document.text().equals(text)) {
            wrong.add(setter.name() + ": setting it again changes the document");
        }
        value.clear();
        if (current(value) != null && !isTypeAlone(current(value))) {
            wrong.add(setter.name() + " says " + value.get() + " when it has been cleared");
        }
        return true;
    }

    /** What these say is in the type, which stays. */
    private static boolean isTypeAlone(@Nullable Object value) {
        return value instanceof CharacterSource
                || value instanceof InterfaceSource.User
                || value instanceof InterfaceSource.Ethernet
                || value instanceof InterfaceSource.Nothing
                || new BootMethod.Firmware().equals(value)
                || new BootMethod.Container(null, List.of()).equals(value);
    }

    private static @Nullable Object current(Value<?> value) {
        try {
            return value.get().orElse(null);
        } catch (XmlException e) {
            return null;
        }
    }

    /** A difference at the path or below it; or an element around it that was not there. */
    private static boolean isOf(XmlDifference difference, String path) {
        String at = difference.path();
        return at.equals(path)
                || at.startsWith(path + "/")
                || at.startsWith(path + "[")
                || (difference.kind() == XmlDifference.Kind.ADDED && path.startsWith(at))
                || (difference.kind() == XmlDifference.Kind.REMOVED && path.startsWith(at + "/"));
    }

    /** Those whose elements no document has are set too: every view is made where it would be. */
    @Test
    void inADomainThatHasNothing() {
        TreeSet<String> names = new TreeSet<>();
        Views.kinds(DomainElement.of(XmlDocument.parse("<domain/>")), view -> {
            for (java.lang.reflect.Method each : Views.members(view.getClass())) {
                if (Views.get(each, view) instanceof Value<?> value) {
                    Views.Setter setter =
                            new Views.Setter(Views.name(view.getClass()) + "." + each.getName(), each, value);
                    names.add(setter.name());
                    for (Object sample : Samples.of(setter)) {
                        roundTrip(setter, sample);
                    }
                }
            }
        });
        assertEquals(List.of(), wrong);
        assertTrue(names.size() > 950, names.size() + " setters");
    }

    private void roundTrip(Views.Setter setter, Object sample) {
        @SuppressWarnings("unchecked")
        Value<Object> value = (Value<Object>) setter.value();
        try {
            value.set(sample);
        } catch (IllegalArgumentException e) {
            return;
        }
        Object expected =
                setter.value() instanceof Flag && sample.equals(false) ? Optional.empty() : Optional.of(sample);
        if (!expected.equals(value.get())) {
            wrong.add(setter.name() + " says " + value.get() + " after " + sample);
        }
        value.clear();
        if (current(value) != null && !isTypeAlone(current(value))) {
            wrong.add(setter.name() + " says " + value.get() + " when it has been cleared");
        }
    }
}
