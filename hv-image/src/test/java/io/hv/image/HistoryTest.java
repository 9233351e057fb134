package io.hv.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeTry;

/**
 * Histories of everything that can be done to an image, beside arrays of bytes that it is done to too. A history that fails is
 * shortened. {@code jqwik.tries.default} says how many there are of each kind; {@code hv.evidence} is a folder for their counts.
 */
class HistoryTest {

    /** QEMU looks at the first of so many. */
    private static final int SAMPLE = 10;

    private static final int CAPACITY = Histories.CAPACITY;

    private String kind = "";
    private boolean holds = true;
    private int histories;
    private int steps;
    private int reopened;
    private int seenByQemu;

    @Provide
    Arbitrary<List<List<Step>>> histories() {
        return Histories.all();
    }

    private static CreateOptions qcow2(int clusterSize) {
        return CreateOptions.of(ImageFormat.QCOW2, CAPACITY).clusterSize(clusterSize);
    }

    private static CreateOptions raw() {
        return CreateOptions.of(ImageFormat.RAW, CAPACITY);
    }

    @Property(seed = "1")
    void smallClusters(@ForAll("histories") List<List<Step>> sessions) throws IOException {
        run("smallClusters", qcow2(512), over -> over.clusterSize(1024), sessions);
    }

    @Property(seed = "2")
    void largeCounts(@ForAll("histories") List<List<Step>> sessions) throws IOException {
        run(
                "largeCounts",
                qcow2(512).refcountBits(64),
                over -> over.clusterSize(512).refcountBits(32),
                sessions);
    }

    @Property(seed = "3")
    void version2(@ForAll("histories") List<List<Step>> sessions) throws IOException {
        run("version2", qcow2(1024).version(2), over -> over.clusterSize(1024).version(2), sessions);
    }

    @Property(seed = "4")
    void countsOfTwoBits(@ForAll("histories") List<List<Step>> sessions) throws IOException {
        run(
                "countsOfTwoBits",
                qcow2(4096).refcountBits(2),
                over -> over.clusterSize(4096).refcountBits(4),
                sessions);
    }

    @Property(seed = "5")
    void countsOfOneBit(@ForAll("histories") List<List<Step>> sessions) throws IOException {
        run(
                "countsOfOneBit",
                qcow2(4096).refcountBits(1),
                over -> over.clusterSize(2048).refcountBits(1),
                sessions);
    }

    @Property(seed = "6")
    void asUsual(@ForAll("histories") List<List<Step>> sessions) throws IOException {
        run("asUsual", CreateOptions.of(ImageFormat.QCOW2, CAPACITY), over -> over, sessions);
    }

    @Property(seed = "7")
    void subclusters(@ForAll("histories") List<List<Step>> sessions) throws IOException {
        run("subclusters", qcow2(1 << 14).extendedL2(), over -> over.clusterSize(4096), sessions);
    }

    @Property(seed = "8")
    void largeSubclusters(@ForAll("histories") List<List<Step>> sessions) throws IOException {
        run(
                "largeSubclusters",
                qcow2(1 << 16).extendedL2().refcountBits(8),
                over -> over.clusterSize(1 << 15).extendedL2(),
                sessions);
    }

    @Property(seed = "9")
    void zstd(@ForAll("histories") List<List<Step>> sessions) throws IOException {
        run(
                "zstd",
                qcow2(4096).compression(Compression.ZSTD),
                over -> over.clusterSize(4096).compression(Compression.ZSTD),
                sessions);
    }

    @Property(seed = "10")
    void dataFile(@ForAll("histories") List<List<Step>> sessions) throws IOException {
        run("dataFile", qcow2(4096).dataFile("disk.data", false), over -> over.clusterSize(4096), sessions);
    }

    @Property(seed = "11")
    void rawDataFile(@ForAll("histories") List<List<Step>> sessions) throws IOException {
        CreateOptions first = qcow2(1 << 16).extendedL2().dataFile("disk.data", true);
        run("rawDataFile", first, over -> over.clusterSize(1 << 16), sessions);
    }

    @Property(seed = "12")
    void overlays(@ForAll("histories") List<List<Step>> sessions) throws IOException {
        runOver("overlays", over -> over.clusterSize(4096), sessions);
    }

    @Property(seed = "13")
    void overlaysOfVersion2(@ForAll("histories") List<List<Step>> sessions) throws IOException {
        runOver("overlaysOfVersion2", over -> over.clusterSize(512).version(2), sessions);
    }

    @Property(seed = "14")
    void overlaysOfSubclusters(@ForAll("histories") List<List<Step>> sessions) throws IOException {
        runOver("overlaysOfSubclusters", over -> over.clusterSize(1 << 15).extendedL2(), sessions);
    }

    @Property(seed = "15")
    void rawImages(@ForAll("histories") List<List<Step>> sessions) throws IOException {
        run("rawImages", raw(), over -> over.clusterSize(1 << 14), sessions);
    }

    /** The first image is raw and full of bytes, and has an overlay. */
    private void runOver(String name, UnaryOperator<CreateOptions> overlays, List<List<Step>> sessions)
            throws IOException {
        Step full = new Step.Write(0, CAPACITY, 1);
        run(
                name,
                raw(),
                overlays,
                Stream.concat(Stream.of(List.of(full, new Step.Overlay())), sessions.stream())
                        .toList());
    }

    private void run(String name, CreateOptions first, UnaryOperator<CreateOptions> overlays, List<List<Step>> sessions)
            throws IOException {
        kind = name;
        Path folder = Files.createTempDirectory("hv-history");
        boolean byQemu = histories % SAMPLE == 0 && Qemu.isInstalled();
        try (SteppedDisk disk = new SteppedDisk(folder, first, overlays)) {
            for (List<Step> session : sessions) {
                session.forEach(step -> step.on(disk));
                disk.reopen();
            }
            disk.end(byQemu);
        } finally {
            delete(folder);
        }
        histories++;
        steps += sessions.stream().mapToInt(List::size).sum();
        reopened += sessions.size();
        seenByQemu += byQemu ? 1 : 0;
        holds = true;
    }

    /** Until it has come to its end. */
    @BeforeTry
    void begin() {
        holds = false;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    @AfterProperty
    void writeEvidence() throws IOException {
        String evidence = System.getProperty("hv.evidence");
        if (evidence != null && holds) {
            String counts = String.format(
                    Locale.ROOT,
                    "{ \"histories\": %d, \"steps\": %d, \"reopened\": %d, \"seenByQemu\": %d }%n",
                    histories,
                    steps,
                    reopened,
                    seenByQemu);
            Path folder = Files.createDirectories(Path.of(evidence, "histories"));
            Path unused = Files.writeString(folder.resolve(kind + ".json"), counts);
        }
    }
}
