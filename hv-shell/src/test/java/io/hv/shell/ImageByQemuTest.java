package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands of {@code hv image} do to images is seen by {@code qemu-img}, and the other way about. */
@Timeout(300)
class ImageByQemuTest {

    private static final int CLUSTER = 1 << 16;

    @TempDir
    private Path folder;

    @BeforeEach
    void tools() {
        QemuImg.assumeInstalled();
    }

    private String[] words(String command) {
        return Stream.of(command.split(" "))
                .map(word ->
                        word.startsWith("@") ? folder.resolve(word.substring(1)).toString() : word)
                .map(word -> word.equals("''") ? "" : word)
                .toArray(String[]::new);
    }

    private String hv(String command) {
        Typed typed = run(command);
        assertEquals(0, typed.status(), command + ": " + typed.err());
        return typed.out();
    }

    private Typed run(String command) {
        List<String> all = new ArrayList<>(List.of("image"));
        all.addAll(List.of(words(command)));
        return Typed.hv(all.toArray(String[]::new));
    }

    private String qemu(String command) {
        return QemuImg.good(words(command));
    }

    /** The same command by each of them, on images of their own whose names end with theirs. */
    private void both(String command) {
        qemu(command.replace("%", "q"));
        hv(command.replace("%", "h"));
    }

    private void write(String name, String format, String... commands) {
        QemuImg.io(folder.resolve(name), format, commands);
    }

    /** To both of them. */
    private void writeBoth(String name, String format, String... commands) {
        write(name + "q", format, commands);
        write(name + "h", format, commands);
    }

    private void same(String one, String other, String format) {
        same(one, other, format, format);
    }

    private void same(String one, String other, String format, String otherFormat) {
        String compare = "compare -f " + format + " -F " + otherFormat + " " + one + " " + other;
        qemu(compare);
        hv(compare);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "raw    | preallocation=off               | 1000     |",
                "qcow2  | compat=0.10                     | 10M      | compat=0.10",
                "qcow2  | compat=1.1                      | 1.5G     | compat=1.1",
                "qcow2  | compat=v2                       | 10M      | compat=0.10",
                "qcow2  | compat=v3,refcount_bits=1       | 1k       | refcount-bits=1",
                "qcow2  | refcount_bits=64                | 10M      | refcount-bits=64",
                "qcow2  | lazy_refcounts=on               | 10M      | lazy-refcounts=true",
                "qcow2  | lazy_refcounts=off              | 10M      | lazy-refcounts=false",
                "qcow2  | extended_l2=on,cluster_size=16k | 2T       | extended-l2=true",
                "qcow2  | compression_type=zstd           | 10M      | compression-type=zstd",
                "qcow2  | compression_type=zlib           | 10M      | compression-type=zlib",
                "qcow2  | cluster_size=512                | 10M      | compat=1.1",
                "qcow2  | cluster_size=2M                 | 7G       | compat=1.1",
                "qcow2  | data_file=%.bytes               | 10M      | data-file-raw=false",
                "qcow2  | data_file=%.bytes,data_file_raw=on | 10M   | data-file-raw=true",
                "vmdk   | subformat=monolithicSparse      | 10M      | create-type=monolithicSparse",
                "vmdk   | subformat=streamOptimized       | 10M      | create-type=streamOptimized",
                "vmdk   | adapter_type=lsilogic           | 10M      | create-type=monolithicSparse",
                "vpc    | subformat=dynamic,force_size=on | 10M      |",
                "vpc    | subformat=fixed,force_size=on   | 10M      |",
            })
    void whatIsMadeIsAlike(String format, String options, String size, @Nullable String detail) {
        String command = "create -q -f " + format + " -o " + options.replace("=%", "=" + folder + "/%") + " @% " + size;
        both(command);
        Map<String, Object> expected = JsonText.object(qemu("info -f " + format + " --output=json @q"));
        Map<String, Object> made = JsonText.object(qemu("info -f " + format + " --output=json @h"));
        for (String key : List.of("virtual-size", "cluster-size", "format", "dirty-flag")) {
            assertEquals(expected.get(key), made.get(key), key);
        }
        if (detail != null) {
            String[] parts = detail.split("=", -1);
            assertEquals(parts[1], specific(made, parts[0]));
            assertEquals(parts[1], specific(expected, parts[0]));
            assertEquals(parts[1], specific(JsonText.object(hv("info -f " + format + " --output=json @h")), parts[0]));
        }
        if (!format.equals("raw") && !format.equals("vpc")) {
            qemu("check -f " + format + " @h");
        }
        same("@q", "@h", format);
    }

    private static String specific(Map<String, Object> info, String key) {
        Map<?, ?> typed = (Map<?, ?>) JsonText.value(info, "format-specific");
        return String.valueOf(((Map<?, ?>) JsonText.value(typed, "data")).get(key));
    }

    @ParameterizedTest
    @CsvSource({
        "raw, ''",
        "qcow2, ''",
        "qcow2, -c",
        "qcow2, -c -o compression_type=zstd",
        "qcow2, -m 4 -W -o cluster_size=4k",
        "qcow2, -o extended_l2=on",
        "qcow2, -o size=30M",
        "vmdk, ''",
        "vmdk, -o subformat=streamOptimized -c",
        "vpc, -o force_size=on",
        "vpc, '-o force_size=on,subformat=fixed'"
    })
    void whatIsConvertedIsAlike(String format, String options) {
        qemu("create -q -f qcow2 @base 20M");
        write("base", "qcow2", "write -P 1 0 100k", "write -P 2 7M 3M");
        qemu("create -q -f qcow2 -b base -F qcow2 @source 25M");
        write("source", "qcow2", "write -P 3 8M 64k", "write -z 9M 512k", "write -P 4 25599k 1k");
        String more = options.isEmpty() ? "" : options + " ";
        assertEquals("", hv("convert -f qcow2 -O " + format + " " + more + "@source @target"));
        qemu("compare -f qcow2 -F " + format + " @source @target");
        if (!format.equals("raw") && !format.equals("vpc")) {
            qemu("check -f " + format + " @target");
        }
        // And from there back, by hv, of what qemu-img makes.
        qemu("convert -f " + format + " -O raw @target @raw");
        qemu("convert -f raw -O qcow2 -c @raw @again");
        hv("convert -q -f qcow2 @again @back");
        assertEquals("Images are identical.\n", qemu("compare -f raw -F raw @raw @back"));
    }

    @Test
    void resizesAreAlike() {
        for (String format : List.of("raw", "qcow2")) {
            both("create -q -f " + format + " @% 10M");
            writeBoth("", format, "write -P 1 0 10M");
            for (String size : List.of("20M", "+1M", "+512", "--shrink 5M", "--shrink -1M")) {
                both("resize -q -f " + format + " "
                        + (size.contains(" ") ? "--shrink @% " + size.substring(9) : "@% " + size));
                assertEquals(
                        JsonText.object(qemu("info -f " + format + " --output=json @q"))
                                .get("virtual-size"),
                        JsonText.object(qemu("info -f " + format + " --output=json @h"))
                                .get("virtual-size"),
                        size);
                same("@q", "@h", format);
            }
            for (String bad : List.of("1M", "-1M", "0", "-5M", "1X")) {
                String command = "resize -f " + format + " @% " + bad;
                assertEquals(
                        QemuImg.run(words(command.replace("%", "q"))).status(),
                        run(command.replace("%", "h")).status());
            }
        }
    }

    @Test
    void snapshotsAreAlike() {
        both("create -q -f qcow2 @% 10M");
        writeBoth("", "qcow2", "write -P 1 0 1M");
        both("snapshot -c first @%");
        writeBoth("", "qcow2", "write -P 2 512k 1M");
        both("snapshot -c second @%");
        writeBoth("", "qcow2", "write -z 0 2M");
        for (String image : List.of("@q", "@h")) {
            List<String> lines = qemu("snapshot -l " + image).lines().toList();
            List<String> here = hv("snapshot -l " + image).lines().toList();
            assertEquals(lines.size(), here.size());
            for (int i = 0; i < lines.size(); i++) {
                assertTrue(lines.get(i).startsWith(here.get(i)), lines + " " + here);
            }
        }
        for (String command : List.of("-a first", "-a 2", "-d first", "-d second")) {
            both("snapshot " + command + " @%");
            same("@q", "@h", "qcow2");
            qemu("check -f qcow2 @h");
        }
        assertEquals("", qemu("snapshot -l @h"));
        Typed refused = run("snapshot -d first @h");
        assertEquals(QemuImg.run(words("snapshot -d first @q")).status(), refused.status());
    }

    @Test
    void rebasesAndCommitsAreAlike() {
        qemu("create -q -f raw @one 10M");
        write("one", "raw", "write -P 1 0 4M");
        qemu("create -q -f qcow2 @two 8M");
        write("two", "qcow2", "write -P 2 2M 4M");
        both("create -q -f qcow2 -b one -F raw @over%");
        writeBoth("over", "qcow2", "write -P 3 3M 1M", "write -z 6M 64k");
        both("rebase -f qcow2 -b two -F qcow2 @over%");
        same("@overq", "@overh", "qcow2");
        qemu("check -f qcow2 @overh");
        assertEquals(
                qemu("info -f qcow2 @overq")
                        .lines()
                        .filter(line -> line.startsWith("backing"))
                        .map(line -> line.replace("overq", "overh"))
                        .toList(),
                hv("info -f qcow2 @overh")
                        .lines()
                        .filter(line -> line.startsWith("backing"))
                        .toList());
        both("rebase -f qcow2 -u -b one -F raw @over%");
        same("@overq", "@overh", "qcow2");
        both("rebase -f qcow2 -b '' @over%");
        same("@overq", "@overh", "qcow2");
        // A copy of the base for each.
        qemu("convert -f raw -O raw @one @baseq");
        qemu("convert -f raw -O raw @one @baseh");
        both("create -q -f qcow2 -b base% -F raw @upper% 12M");
        writeBoth("upper", "qcow2", "write -P 5 1M 2M", "write -P 6 11M 64k");
        both("commit -q -f qcow2 @upper%");
        same("@upperq", "@upperh", "qcow2");
        same("@baseq", "@baseh", "raw");
        qemu("check -f qcow2 @upperh");
    }

    /** A child of a VMDK: hv empties it, knows it for its parent's child still, and puts it over another; QEMU reads all of it. */
    @Test
    void childrenOfAVmdk() {
        qemu("create -q -f vmdk @base 10M");
        write("base", "vmdk", "write -P 1 0 4M");
        qemu("convert -f vmdk -O vmdk @base @other");
        write("other", "vmdk", "write -P 2 5M 1M");
        qemu("create -q -f vmdk -b base -F vmdk @child");
        write("child", "vmdk", "write -P 3 1M 1M", "write -P 4 9M 64k");
        qemu("convert -f vmdk -O raw @child @expected");
        assertEquals("Image committed.", hv("commit -f vmdk @child").strip());
        for (String image : List.of("@child", "@base")) {
            same("@expected", image, "raw", "vmdk");
            qemu("check -f vmdk " + image);
            assertEquals("No errors were found on the image.\n", hv("check -f vmdk " + image));
        }
        assertEquals("", hv("rebase -f vmdk -b other -F vmdk @child"));
        same("@expected", "@child", "raw", "vmdk");
        assertTrue(qemu("info -f vmdk @child").contains("backing file: other"));
        assertEquals("", hv("rebase -f vmdk -b '' @child"));
        same("@expected", "@child", "raw", "vmdk");
        assertEquals(1, run("resize -f vmdk @child 20M").status(), "as qemu-img refuses it");
    }

    /** A leak and a lost count, made by hand: found alike, told alike, mended so that qemu-img finds nothing. */
    @Test
    void damageIsFoundAndMendedAlike() throws IOException {
        damaged("leak", 1);
        for (String wanted : List.of("leaks", "all")) {
            damaged("leak" + wanted, 1);
            checked("leak" + wanted, 3);
            Typed repair = run("check -r " + wanted + " @leak" + wanted);
            assertEquals(0, repair.status(), repair.err());
            assertTrue(repair.out().contains("\n    1 leaked clusters\n    0 corruptions\n"), repair.out());
            assertTrue(repair.out().contains("\nNo errors were found on the image.\n"), repair.out());
            qemu("check -f qcow2 @leak" + wanted);
        }
        damaged("lost", 0);
        checked("lost", 2);
        assertEquals(2, run("check -r leaks @lost").status(), "there is worse than leaks");
        checked("lost", 2);
        Typed repair = run("check -r all --output=json @lost");
        assertEquals(0, repair.status(), repair.err());
        assertTrue(JsonText.number(JsonText.object(repair.out()), "corruptions-fixed") > 0, repair.out());
        qemu("check -f qcow2 @lost");
        assertEquals("", hv("check -q @lost"));
        Typed lines = run("check @leak");
        assertTrue(lines.out().contains("""

                                1 leaked clusters were found on the image.
                                This means waste of disk space, but no harm to data.
                                """), lines.out());
        assertEquals("", run("check -q @leak").out());
    }

    private void checked(String name, int status) {
        Typed expected = QemuImg.run(words("check -f qcow2 --output=json @" + name));
        Typed typed = run("check -f qcow2 --output=json @" + name);
        assertEquals(status, expected.status(), expected.out() + expected.err());
        assertEquals(status, typed.status(), typed.err());
        Map<String, Object> there = JsonText.object(expected.out());
        Map<String, Object> here = JsonText.object(typed.out());
        // QEMU counts one that has also a wrong mark twice.
        assertEquals(there.containsKey("corruptions"), here.containsKey("corruptions"), there + " " + here);
        for (String key : List.of("leaks", "check-errors", "total-clusters", "format", "filename")) {
            assertEquals(there.get(key), here.get(key), key + ": " + there + here);
        }
    }

    /** One more cluster at the end that is counted, or the last one that is used and is not. */
    private void damaged(String name, int count) throws IOException {
        Path file = folder.resolve(name);
        qemu("create -q -f qcow2 @" + name + " 10M");
        write(name, "qcow2", "write -P 1 0 1M");
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer image = ByteBuffer.wrap(Files.readAllBytes(file));
        int clusters = bytes.length / CLUSTER;
        if (count > 0) {
            image = ByteBuffer.allocate(bytes.length + CLUSTER).put(bytes);
            clusters++;
        }
        int table = (int) image.getLong(48);
        int block = (int) image.getLong(table);
        image.putShort(block + (clusters - 1) * Short.BYTES, (short) count);
        Files.write(file, image.array());
    }
}
