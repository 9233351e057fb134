package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code hv image info}, {@code map}, {@code check} and {@code compare} say what {@code qemu-img} says, field by field. */
@Timeout(300)
class ImageBesideQemuTest {

    /** What qemu-img tells and hv does not know. */
    private static final Set<String> UNKNOWN = Set.of(
            "/snapshots/icount",
            "/snapshots/vm-clock-sec",
            "/snapshots/vm-clock-nsec",
            "/format-specific/data/extents",
            "/image-end-offset",
            "/fragmented-clusters",
            "/compressed-clusters");

    /** What hv knows of qcow2 only. */
    private static final Set<String> UNKNOWN_ELSEWHERE = Set.of("/dirty-flag", "/cluster-size");

    @TempDir
    private static Path folder;

    /** An image, its format and how qemu-img makes it of a raw disk with something in it. */
    private record Made(String name, String format, List<String> how) {
        @Override
        public String toString() {
            return name;
        }

        String path() {
            return folder.resolve(name).toString();
        }
    }

    private static Made made(String name, String format, String... how) {
        return new Made(name, format, List.of(how));
    }

    static List<Made> images() {
        return List.of(
                made("plain.qcow2", "qcow2"),
                made("old.qcow2", "qcow2", "-o", "compat=0.10"),
                made("small.qcow2", "qcow2", "-o", "cluster_size=4k,refcount_bits=1"),
                made("large.qcow2", "qcow2", "-o", "cluster_size=2M,refcount_bits=64"),
                made("lazy.qcow2", "qcow2", "-o", "lazy_refcounts=on"),
                made("extended.qcow2", "qcow2", "-o", "extended_l2=on"),
                made("deflate.qcow2", "qcow2", "-c"),
                made("zstd.qcow2", "qcow2", "-c", "-o", "compression_type=zstd"),
                made("data.qcow2", "qcow2", "-o", "data_file=" + folder.resolve("data.bytes")),
                made("rawdata.qcow2", "qcow2", "-o", "data_file_raw=on,data_file=" + folder.resolve("rawdata.bytes")),
                made("kept.qcow2", "qcow2"),
                made("over.qcow2", "qcow2"),
                made("upper.qcow2", "qcow2"),
                made("sparse.vmdk", "vmdk"),
                made("scsi.vmdk", "vmdk", "-o", "adapter_type=lsilogic"),
                made("stream.vmdk", "vmdk", "-o", "subformat=streamOptimized"),
                made("flat.vmdk", "vmdk", "-o", "subformat=monolithicFlat"),
                made("split.vmdk", "vmdk", "-o", "subformat=twoGbMaxExtentSparse"),
                made("dynamic.vpc", "vpc", "-o", "force_size=on"),
                made("fixed.vpc", "vpc", "-o", "force_size=on,subformat=fixed"),
                made("disk.raw", "raw"));
    }

    @BeforeAll
    static void make() throws IOException {
        QemuImg.assumeInstalled();
        Path source = folder.resolve("source");
        QemuImg.good("create", "-q", "-f", "raw", source.toString(), "24M");
        QemuImg.io(source, "raw", "write -P 1 0 128k", "write -P 2 5M 64k", "write -P 3 9000k 2M", "write -P 4 20M 4M");
        for (Made each : images()) {
            if (each.name.equals("over.qcow2")) {
                over("plain.qcow2", each, "30M");
            } else if (each.name.equals("upper.qcow2")) {
                over("over.qcow2", each, "40M");
            } else {
                List<String> all = new ArrayList<>(List.of("convert", "-f", "raw", "-O", each.format));
                all.addAll(each.how);
                all.addAll(List.of(source.toString(), each.path()));
                QemuImg.good(all.toArray(String[]::new));
            }
        }
        QemuImg.good("snapshot", "-c", "first", folder.resolve("kept.qcow2").toString());
        QemuImg.good("snapshot", "-c", "second", folder.resolve("kept.qcow2").toString());
        QemuImg.io(folder.resolve("kept.qcow2"), "qcow2", "write -P 9 5M 1M");
        settle();
    }

    /** How much room a file takes may change until it is on the disk. */
    private static void settle() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.toList()) {
                try (FileChannel channel = FileChannel.open(each, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
        }
    }

    /** Larger than what it lies over, with something written, and something zeroed. */
    private static void over(String base, Made image, String size) {
        QemuImg.good("create", "-q", "-f", "qcow2", "-b", base, "-F", "qcow2", image.path(), size);
        QemuImg.io(folder.resolve(image.name), "qcow2", "write -P 6 20M 64k", "write -z 9M 1M", "write -P 7 28M 64k");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("images")
    void infoIsAlike(Made image) {
        String[] one = {"info", "-f", image.format, "--output=json", image.path()};
        alike(image, "", JsonText.object(QemuImg.good(one)), JsonText.object(good(one)));
        String[] all = {"info", "-f", image.format, "--output=json", "--backing-chain", image.path()};
        alike(image, "", JsonText.read(QemuImg.good(all)), JsonText.read(good(all)));
        String[] people = {"info", "-f", image.format, "--backing-chain", image.path()};
        List<String> lines = QemuImg.good(people).lines().toList();
        for (String line : good(people).lines().toList()) {
            // Snapshots have columns that hv does not know at the end.
            assertTrue(
                    line.matches("(file length|disk size): .*")
                            || isOfHvAlone(image, line)
                            || lines.stream().anyMatch(each -> each.startsWith(line)),
                    line + " is not in " + lines);
        }
    }

    private static boolean isOfHvAlone(Made image, String line) {
        return switch (image.format) {
            case "vmdk" -> line.matches("    (extents|adapter type): .*");
            case "vpc" -> line.matches("Format specific information:|    (subformat|creator|unique id): .*");
            default -> false;
        };
    }

    /** All that hv tells is what qemu-img tells, and all that qemu-img tells hv tells, but for what is not known to it. */
    private static void alike(Made image, String where, Object qemu, Object hv) {
        if (qemu instanceof Map<?, ?> expected && hv instanceof Map<?, ?> map) {
            Set<Object> keys = new TreeSet<>(expected.keySet());
            keys.addAll(map.keySet());
            for (Object key : keys) {
                String path = where + "/" + key;
                boolean unknown =
                        UNKNOWN.contains(path) || (UNKNOWN_ELSEWHERE.contains(path) && !image.format.equals("qcow2"));
                if (!unknown || map.containsKey(key)) {
                    assertTrue(map.containsKey(key) && expected.containsKey(key), path + ": " + qemu + " " + hv);
                    alike(image, path, expected.get(key), map.get(key));
                }
            }
        } else if (qemu instanceof List<?> expected && hv instanceof List<?> list) {
            assertEquals(expected.size(), list.size(), where);
            for (int i = 0; i < list.size(); i++) {
                alike(image, where, expected.get(i), list.get(i));
            }
        } else {
            assertEquals(qemu, hv, where);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("images")
    void mapIsAlike(Made image) {
        String[] map = {"map", "-f", image.format, "--output=json", image.path()};
        List<Map<String, Object>> expected = JsonText.list(QemuImg.good(map));
        List<Map<String, Object>> entries = JsonText.list(good(map));
        Set<Long> points = new TreeSet<>();
        expected.forEach(each -> points.add(JsonText.number(each, "start")));
        entries.forEach(each -> points.add(JsonText.number(each, "start")));
        Map<String, Object> last = expected.get(expected.size() - 1);
        Map<String, Object> lastHere = entries.get(entries.size() - 1);
        assertEquals(
                JsonText.number(last, "start") + JsonText.number(last, "length"),
                JsonText.number(lastHere, "start") + JsonText.number(lastHere, "length"));
        for (long point : points) {
            alike(image, point, at(expected, point), at(entries, point));
        }
    }

    private static void alike(Made image, long point, Map<String, Object> qemu, Map<String, Object> hv) {
        String both = point + ": " + qemu + " " + hv;
        assertEquals(qemu.get("depth"), hv.get("depth"), both);
        // QEMU takes everything in a VHD to be there.
        assertTrue(image.format.equals("vpc") || JsonText.is(qemu, "present") == JsonText.is(hv, "present"), both);
        boolean zero = JsonText.is(hv, "zero");
        // QEMU asks the file system, too: what is a hole there reads as zeros, whatever the format knows.
        assertTrue(!zero || JsonText.is(qemu, "zero"), both);
        assertEquals(zero, !JsonText.is(hv, "data"), both);
        if (!JsonText.is(qemu, "zero")) {
            assertEquals(qemu.get("data"), hv.get("data"), both);
            assertEquals(qemu.containsKey("offset"), hv.containsKey("offset"), both);
            assertEquals(hv.containsKey("offset"), !JsonText.is(hv, "compressed"), both);
            if (hv.containsKey("offset")) {
                assertEquals(
                        JsonText.number(qemu, "offset") - JsonText.number(qemu, "start"),
                        JsonText.number(hv, "offset") - JsonText.number(hv, "start"),
                        both);
            }
        }
    }

    /** Where the file system tells of holes, they are told alike: of a file by qemu-img, and of one by hv. */
    @Test
    void holesOfARawImageAreAlike() throws IOException {
        Path sparse = folder.resolve("sparse.raw");
        QemuImg.good("create", "-q", "-f", "raw", sparse.toString(), "24M");
        QemuImg.io(sparse, "raw", "write -P 1 0 128k", "write -P 2 5000000 64k", "write -P 3 9000k 2M");
        Path converted = folder.resolve("sparse.again.raw");
        assertEquals("", good("convert", "-f", "raw", "-O", "raw", sparse.toString(), converted.toString()));
        Path fixed = folder.resolve("sparse.vpc");
        assertEquals(
                "",
                good(
                        "convert",
                        "-f",
                        "raw",
                        "-O",
                        "vpc",
                        "-o",
                        "subformat=fixed",
                        sparse.toString(),
                        fixed.toString()));
        settle();
        for (Path each : List.of(sparse, converted)) {
            String[] map = {"map", "-f", "raw", "--output=json", each.toString()};
            List<Map<String, Object>> entries = JsonText.list(good(map));
            // QEMU 7.2 has no such key yet.
            entries.forEach(entry -> assertEquals(false, entry.remove("compressed")));
            assertEquals(JsonText.list(QemuImg.good(map)), entries);
            assertTrue(entries.size() > 4, entries.toString());
            String[] people = {"map", "-f", "raw", each.toString()};
            assertEquals(QemuImg.good(people), good(people));
            String[] info = {"info", "-f", "raw", "--output=json", each.toString()};
            assertEquals(
                    JsonText.object(QemuImg.good(info)).get("actual-size"),
                    JsonText.object(good(info)).get("actual-size"));
            String[] strict = {"compare", "-s", "-f", "raw", "-F", "raw", sparse.toString(), each.toString()};
            assertEquals(QemuImg.good(strict), good(strict));
        }
        assertTrue(JsonText.list(good("map", "-f", "vpc", "--output=json", fixed.toString())).stream()
                .anyMatch(each -> JsonText.is(each, "zero")));
    }

    private static Map<String, Object> at(List<Map<String, Object>> entries, long point) {
        return entries.stream()
                .filter(each -> JsonText.number(each, "start") <= point
                        && point < JsonText.number(each, "start") + JsonText.number(each, "length"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void mapForPeopleIsTheSame() {
        for (String name : List.of("plain.qcow2", "upper.qcow2", "rawdata.qcow2", "sparse.vmdk")) {
            String file = folder.resolve(name).toString();
            String format = name.substring(name.indexOf('.') + 1);
            String[] whole = {"map", "-f", format, file};
            assertEquals(QemuImg.good(whole), good(whole), name);
            String[] part = {"map", "-f", format, "-s", "5M", "-l", "16M", file};
            assertEquals(QemuImg.good(part), good(part), name);
        }
        Typed compressed =
                Typed.hv("image", "map", folder.resolve("deflate.qcow2").toString());
        assertEquals(
                QemuImg.run("map", folder.resolve("deflate.qcow2").toString()).status(), compressed.status());
        assertTrue(compressed.err().contains("it has compressed clusters"), compressed.err());
        assertTrue(good("map", folder.resolve("split.vmdk").toString(), "-f", "vmdk")
                .contains("(an extent of "));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("images")
    void checkIsAlike(Made image) {
        String[] check = {"check", "-f", image.format, "--output=json", image.path()};
        Typed expected = QemuImg.run(check);
        Typed typed = hv(check);
        assertEquals(expected.status(), typed.status(), typed.err());
        if (typed.status() == 0) {
            alike(image, "", JsonText.object(expected.out()), JsonText.object(typed.out()));
        } else {
            assertEquals(63, typed.status());
            assertEquals("hv: " + image.path() + ": this image format does not support checks\n", typed.err());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "plain.qcow2, qcow2, sparse.vmdk, vmdk",
        "plain.qcow2, qcow2, deflate.qcow2, qcow2",
        "plain.qcow2, qcow2, kept.qcow2, qcow2",
        "plain.qcow2, qcow2, over.qcow2, qcow2",
        "over.qcow2, qcow2, upper.qcow2, qcow2",
        "fixed.vpc, vpc, disk.raw, raw",
        "disk.raw, raw, fixed.vpc, vpc",
        "plain.qcow2, qcow2, source, raw",
        "plain.qcow2, qcow2, plain.qcow2, raw",
        "plain.qcow2, qcow2, absent, raw",
        "disk.raw, qcow2, disk.raw, raw",
    })
    void compareIsAlike(String one, String format, String other, String otherFormat) {
        String first = folder.resolve(one).toString();
        String second = folder.resolve(other).toString();
        String[] compare = {"compare", "-f", format, "-F", otherFormat, first, second};
        Typed expected = QemuImg.run(compare);
        Typed typed = hv(compare);
        assertEquals(expected.status(), typed.status(), typed.err());
        assertEquals(expected.out(), typed.out());
        String[] quiet = {"compare", "-q", "-f", format, "-F", otherFormat, first, second};
        assertEquals("", hv(quiet).out());
        assertEquals(expected.status(), hv(quiet).status());
    }

    /** Sizes and contents are told alike; what is allocated QEMU sees differently where there are holes in the files. */
    @Test
    void compareStrictly() {
        String plain = folder.resolve("plain.qcow2").toString();
        for (String other : List.of("plain.qcow2", "over.qcow2", "extended.qcow2", "lazy.qcow2")) {
            String[] compare = {
                "compare",
                "-s",
                "-f",
                "qcow2",
                "-F",
                "qcow2",
                plain,
                folder.resolve(other).toString()
            };
            Typed expected = QemuImg.run(compare);
            Typed typed = hv(compare);
            assertEquals(expected.status(), typed.status(), other + expected + typed);
            assertEquals(expected.out(), typed.out());
        }
        String[] stored = {
            "compare",
            "-s",
            "-f",
            "qcow2",
            "-F",
            "raw",
            plain,
            folder.resolve("source").toString()
        };
        Typed typed = hv(stored);
        assertEquals(QemuImg.run(stored).status(), typed.status());
        assertEquals("Strict mode: Offset 131072 block status mismatch!\n", typed.out());
    }

    /** What somebody writes to is read when asked to only. */
    @Test
    void whatIsInUseIsReadByForceOnly() {
        String kept = folder.resolve("kept.qcow2").toString();
        String plain = folder.resolve("plain.qcow2").toString();
        try (QemuImg.Open unused = QemuImg.open(folder.resolve("kept.qcow2"), "qcow2")) {
            for (String command : List.of("info", "map", "check", "snapshot -l")) {
                String[] words = (command + " " + kept).split(" ");
                assertEquals(QemuImg.run(words).status(), hv(words).status());
                assertTrue(
                        hv(words).err().contains("it is being written by process "),
                        hv(words).err());
                String[] force = (command + " -U " + kept).split(" ");
                assertEquals(QemuImg.good(force).isEmpty(), good(force).isEmpty());
            }
            assertEquals(2, hv("compare", plain, kept).status());
            assertEquals(1, hv("compare", "--force-share", plain, kept).status());
            String copy = folder.resolve("copy").toString();
            assertEquals(1, hv("convert", kept, copy).status());
            assertEquals("", good("convert", "-U", kept, copy));
            Typed replaced = hv("create", "-q", kept, "1M");
            assertEquals(1, replaced.status());
            assertTrue(replaced.err().contains(" by process "), replaced.err());
        }
    }

    private static Typed hv(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "image";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Typed.hv(all);
    }

    private static String good(String... arguments) {
        Typed typed = hv(arguments);
        assertEquals(0, typed.status(), List.of(arguments) + typed.err());
        return typed.out();
    }
}
