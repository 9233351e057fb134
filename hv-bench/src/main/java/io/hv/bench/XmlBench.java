package io.hv.bench;

import io.hv.HypervisorException;
import io.hv.xml.XmlDiff;
import io.hv.xml.XmlDocument;
import io.hv.xml.wire.Contexts;
import io.hv.xml.wire.StaxCopy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Reading and writing libvirt's XML beside a copy of the document event by event, by the same parser and serializer; many
 * devices beside few; libvirt's own define and dumpxml; and what JAXB's context takes, which is made once. The document is in
 * memory, as text, on both sides.
 */
final class XmlBench {

    /** Documents in a turn: about a millisecond, shorter than a slice of the scheduler. */
    private static final int DOCUMENTS = 10;

    private static final int WARM_UP = 20_000;

    private static final double COPY = 3;

    private static final int FEW = 1_000;
    private static final int MANY = 10 * FEW;
    private static final double GROWTH = 11;

    private static final int GROWTH_WARM_UP = 10;

    private final Setting setting;
    private final String domain = XmlContent.domain();
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Object> json = new LinkedHashMap<>();
    private final List<Criterion> criteria = new ArrayList<>();

    private XmlBench(Setting setting) {
        this.setting = setting;
    }

    static Section measure(Setting setting) {
        XmlBench bench = new XmlBench(setting);
        bench.first();
        bench.besideCopy();
        bench.growth();
        bench.besideLibvirt();
        bench.contexts();
        return new Section(
                "libvirt's XML: parse and write of a domain of "
                        + bench.domain.lines().count() + " lines beside a plain StAX copy",
                bench.lines,
                bench.json,
                bench.criteria);
    }

    private static String roundTrip(String text) {
        return XmlDocument.parse(text).text();
    }

    /** What a program waits for that reads one document. */
    private void first() {
        criteria.add(new Criterion(
                "JAXB contexts before the first document", Contexts.made().size(), 0, "contexts"));
        long first = time(domain, 1, XmlBench::roundTrip);
        long second = time(domain, 1, XmlBench::roundTrip);
        Duration context = Contexts.made().get(0).time();
        lines.add(String.format(
                Locale.ROOT,
                "the first document takes %.0f ms, of which JAXB's context takes %.0f; the second %.1f ms",
                first / 1e6,
                context.toNanos() / 1e6,
                second / 1e6));
        json.put("first document", first);
        json.put("context", context.toNanos());
        json.put("second document", second);
    }

    /** After all documents of this section. */
    private void contexts() {
        criteria.add(
                new Criterion("JAXB contexts for all documents", Contexts.made().size(), 1, "contexts"));
    }

    private void besideCopy() {
        if (!XmlDiff.between(XmlDocument.parse(domain), XmlDocument.parse(StaxCopy.of(domain)))
                .isEmpty()) {
            throw new IllegalStateException("the copy is another document");
        }
        for (int i = 0; i < WARM_UP; i += DOCUMENTS) {
            long unused = time(domain, DOCUMENTS, XmlBench::roundTrip);
            long unusedToo = time(domain, DOCUMENTS, StaxCopy::of);
        }
        Comparison comparison = Comparison.of(
                Pairs.take(
                        setting.options().pairs,
                        setting.options().seed,
                        () -> new long[] {time(domain, DOCUMENTS, XmlBench::roundTrip)},
                        () -> new long[] {time(domain, DOCUMENTS, StaxCopy::of)}),
                DOCUMENTS);
        report("parse + write", "hv", "StAX copy", comparison);
        criteria.add(new Criterion(
                "parse + write to a plain StAX copy, 95 % bound",
                100 * comparison.ratioInterval().high(), 100 * COPY, "%"));
    }

    private void growth() {
        String many = XmlContent.withDevices(MANY);
        String few = XmlContent.withDevices(FEW);
        for (int i = 0; i < GROWTH_WARM_UP; i++) {
            long unused = time(many, 1, XmlBench::roundTrip);
            long unusedToo = time(few, MANY / FEW, XmlBench::roundTrip);
        }
        Comparison comparison = Comparison.of(
                Pairs.take(
                        setting.options().pairs,
                        setting.options().seed,
                        () -> new long[] {time(many, 1, XmlBench::roundTrip)},
                        () -> new long[] {time(few, MANY / FEW, XmlBench::roundTrip) / (MANY / FEW)}),
                1);
        report("devices", "many", "few", comparison);
        criteria.add(new Criterion(
                MANY + " devices to " + FEW + ", 95 % bound",
                100 * comparison.ratioInterval().high(),
                100 * GROWTH,
                "%"));
    }

    private void besideLibvirt() {
        LibvirtXml opened;
        try {
            opened = new LibvirtXml(setting, domain);
        } catch (HypervisorException e) {
            lines.add("not measured beside libvirt: " + e.getMessage());
            return;
        }
        try (LibvirtXml libvirt = opened) {
            for (int i = 0; i < GROWTH_WARM_UP; i++) {
                long unused = libvirt.define(DOCUMENTS);
            }
            Comparison comparison = Comparison.of(
                    Pairs.take(
                            setting.options().pairs,
                            setting.options().seed,
                            () -> new long[] {time(domain, DOCUMENTS, XmlBench::roundTrip)},
                            () -> new long[] {libvirt.define(DOCUMENTS)}),
                    DOCUMENTS);
            json.put("libvirt", libvirt.version());
            report("beside libvirt", "hv", "define+dump", comparison);
        }
    }

    private void report(String what, String own, String peer, Comparison comparison) {
        lines.add(Comparison.header(own, peer));
        lines.add(comparison.row(what));
        json.put(what, comparison.json());
    }

    /** How long so many documents take, one after the other, in nanoseconds. */
    private static long time(String document, int times, UnaryOperator<String> trip) {
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            if (trip.apply(document).isEmpty()) {
                throw new IllegalStateException("nothing was written");
            }
        }
        return System.nanoTime() - start;
    }
}
