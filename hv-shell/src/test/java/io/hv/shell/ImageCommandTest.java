package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.CreateOptions;
import io.hv.image.Image;
import io.hv.image.ImageFormat;
import io.hv.image.OpenOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** {@code hv image} alone: what it does, says and refuses. */
@Timeout(120)
class ImageCommandTest {

    private static final long MIB = 1 << 20;

    @TempDir
    private Path folder;

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    /** Words that are files of the folder begin with @. */
    private Typed hv(String command) {
        return Typed.hv(Stream.concat(Stream.of("image"), Stream.of(command.split(" ")))
                .map(word -> word.startsWith("@") ? path(word.substring(1)) : word)
                .map(word -> word.equals("''") ? "" : word)
                .toArray(String[]::new));
    }

    private String good(String command) {
        Typed typed = hv(command);
        assertEquals(0, typed.status(), command + ": " + typed.err());
        return typed.out();
    }

    /** One line of what is wrong, and perhaps one of what to do. */
    private void bad(int status, String message, String command) {
        Typed typed = hv(command);
        assertEquals(status, typed.status(), command + ": " + typed.out() + typed.err());
        assertTrue(typed.err().startsWith("hv: "), typed.err());
        assertTrue(typed.err().contains(message), command + ": " + typed.err());
        assertTrue(typed.err().lines().count() <= 2, typed.err());
        assertFalse(typed.err().contains("io.hv."), typed.err());
    }

    private void write(String name, ImageFormat format, long offset, int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        try (Image image =
                Image.open(folder.resolve(name), OpenOptions.format(format).writable())) {
            image.write(offset, ByteBuffer.wrap(bytes));
        }
    }

    private int read(String name, ImageFormat format, long offset) {
        ByteBuffer one = ByteBuffer.allocate(1);
        try (Image image = Image.open(folder.resolve(name), OpenOptions.format(format))) {
            image.read(offset, one);
        }
        return one.get(0);
    }

    @Test
    void theHelpNamesEveryCommand() {
        String help = good("--help");
        for (String command : List.of(
                "info", "create", "convert", "check", "compare", "map", "resize", "snapshot", "rebase", "commit")) {
            assertTrue(help.contains("  " + command + " "), command);
            String own = good(command + " --help");
            assertTrue(own.startsWith("Usage: hv image " + command + " "), own);
        }
        String info = good("info --help");
        for (ImageFormat format : ImageFormat.values()) {
            assertTrue(info.contains(format.id()), format.id());
        }
    }

    /** Every command and every option of it stands in the book. */
    @Test
    void theBookHasAllOfIt() throws IOException {
        String book = Files.readString(Path.of("../docs/images.md"));
        CommandLine image = Objects.requireNonNull(
                Main.commandLine(InputStream.nullInputStream()).getSubcommands().get("image"));
        image.getSubcommands().forEach((name, command) -> {
            String row = book.lines()
                    .filter(line -> line.startsWith("| `" + name + " "))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(name + " is not in docs/images.md"));
            for (OptionSpec option : command.getCommandSpec().options()) {
                // Those of all commands of hv are in the help only, those of all commands on images are told of once.
                String told = option.longestName().startsWith("--allow") ? book : row;
                assertTrue(
                        option.inherited()
                                || option.usageHelp()
                                || option.versionHelp()
                                || Stream.of(option.names()).anyMatch(each -> told.contains("`" + each)),
                        name + " " + option.longestName());
            }
        });
        for (ImageFormat format : ImageFormat.values()) {
            for (String key : good("create -f " + format + " -o help").lines().toList()) {
                assertTrue(book.contains("`" + key + "`"), key);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "1 | Missing required parameter: 'FILE' | info",
                "1 | absent: file: | info @absent",
                "1 | 'foo' is no format; there are raw, qcow2 | info -f foo @a",
                "1 | --output | info --output=xml @a",
                "1 | absent: file: | info @absent/absent",
                "1 | name the file | create",
                "1 | give the size | create @new",
                "1 | '10X' is no size | create @new 10X",
                "1 | no option is called 'foo'; an image of format qcow2 has backing_file | create -f qcow2 -o foo=1 @new 1M",
                "1 | an image of format raw has no option 'compat' | create -o compat=1.1 @new 1M",
                "1 | an image of format vmdk has no option 'cluster_size' | create -f vmdk -o cluster_size=4k @new 1M",
                "1 | an image of format qcow2 has no option 'subformat' | create -f qcow2 -o subformat=fixed @new 1M",
                "1 | an image of format vpc has no option 'adapter_type' | create -f vpc -o adapter_type=ide @new 1M",
                "1 | 'compat' wants a value | create -f qcow2 -o compat @new 1M",
                "1 | -o compat=2: it can be 0.10 | create -f qcow2 -o compat=2 @new 1M",
                "1 | -o cluster_size=3: a cluster size of 3 | create -f qcow2 -o cluster_size=3 @new 1M",
                "1 | -o cluster_size=8G: | create -f qcow2 -o cluster_size=8G @new 1M",
                "1 | -o refcount_bits=many: no number | create -f qcow2 -o refcount_bits=many @new 1M",
                "1 | -o refcount_bits=3: 3 refcount bits | create -f qcow2 -o refcount_bits=3 @new 1M",
                "1 | -o lazy_refcounts=maybe: it can be on or off | create -f qcow2 -o lazy_refcounts=maybe @new 1M",
                "1 | -o compression_type=lz4: it can be [zlib, zstd] | create -f qcow2 -o compression_type=lz4 @new 1M",
                "1 | -o preallocation=full: it can be 'off' only | create -o preallocation=full @new 1M",
                "1 | -o force_size=off: it can be 'on' only | create -f vpc -o force_size=off @new 1M",
                "1 | data_file_raw goes with data_file | create -f qcow2 -o data_file_raw=on @new 1M",
                "1 | subformat: 'best' cannot be made | create -f vmdk -o subformat=best @new 1M",
                "1 | adapter_type: 'usb' is none of | create -f vmdk -o adapter_type=usb @new 1M",
                "1 | -b goes with -F FORMAT | create -f qcow2 -b a @new",
                "1 | -F goes with -b | create -f qcow2 -F raw @new 1M",
                "1 | -u goes with -b | create -f qcow2 -u @new 1M",
                "1 | with -u the backing file's is not looked at | create -f qcow2 -u -b a -F raw @new",
                "1 | images of format raw are not made with a backing file | create -b a -F raw @new",
                "1 | 'absent' cannot be found | create -f qcow2 -b absent -F raw @new 1M",
                "1 | it would be its own backing file | create -f qcow2 -b a -F raw @a",
                "1 | no regular file | create -f raw @. 1M",
                "1 | Missing required parameter: 'DST' | convert @a",
                "1 | absent: file: | convert @absent @new",
                "1 | 0 threads | convert -m 0 @a @new",
                "1 | Invalid value for option '-m' | convert -m x @a @new",
                "1 | what is converted has no backing file | convert -O qcow2 -o backing_file=a @a @new",
                "1 | the disk has 1048576 bytes | convert -O qcow2 -o size=4k @a @new",
                "1 | compressed clusters | convert -c -O vpc @a @new",
                "1 | this process has it open | convert @a @a",
                "1 | Missing required parameter: 'FILE' | check",
                "1 | absent: file: | check @absent",
                "1 | repair | check -r some @a",
                "63 | this image format does not support checks | check @a",
                "1 | magic | check -f qcow2 @a",
                "2 | Missing required parameter: 'B' | compare @a",
                "2 | absent: file: | compare @a @absent",
                "2 | Unknown option: '--strict' | compare --strict @a @a",
                "1 | Missing required parameter: 'FILE' | map",
                "1 | absent: file: | map @absent",
                "1 | '1Y' is no size | map -s 1Y @a",
                "1 | Missing required parameter: '[+-]SIZE' | resize @a",
                "1 | 'much' is no size | resize @a much",
                "1 | Unknown option: '--shrnk' | resize --shrnk @a 1k",
                "1 | Unmatched argument: '2k' | resize @a 1k 2k",
                "1 | larger than any | resize -f raw @a +7.99999999999999E",
                "1 | -U is for what is only read | check -U -r all @over",
                "1 | -U is for what is only read | snapshot -U -c x @over",
                "1 | say --shrink | resize -f raw @a 512k",
                "1 | say --shrink | resize -f raw @a -512k",
                "1 | must be above 0, and is 0 | resize -f raw --shrink @a -1M",
                "1 | must be above 0, and is 0 | resize -f raw --shrink @a 0",
                "1 | whole sectors of 512 bytes | resize -f qcow2 @over +1",
                "1 | state its format: -f FORMAT | resize @over +1M",
                "1 | resize: an image of format vpc has no such thing | resize -f vpc @v +1M",
                "1 | give one of -l, -c, -a, -d | snapshot @over",
                "1 | give one of -l, -c, -a, -d | snapshot -l -c x @over",
                "1 | internal snapshots: an image of format raw has no such thing | snapshot -c x @a",
                "1 | has no snapshot 'x' | snapshot -a x @over",
                "1 | has no snapshot 'x' | snapshot -d x @over",
                "1 | Missing required option: '-b=FILE' | rebase @over",
                "1 | -b goes with -F FORMAT | rebase -b a @over",
                "1 | -F goes with the name | rebase -b '' -F raw @over",
                "1 | 'absent' cannot be found | rebase -f qcow2 -b absent -F raw @over",
                "1 | state its format: -f FORMAT | rebase -b a -F raw @over",
                "1 | a backing file that can be changed | rebase -f vpc -b a -F raw @v",
                "1 | backing_file: there is none | commit -f raw @a",
                "1 | state its format: -f FORMAT | commit @over",
                "1 | absent: file: | commit @absent",
            })
    void whatCannotBeIsToldInALineAndChangesNothing(int status, String message, String command) throws IOException {
        good("create -q @a 1M");
        write("a", ImageFormat.RAW, 0, 512, 1);
        good("create -q -f vpc @v 1M");
        good("create -q -f qcow2 -b a -F raw @over");
        List<String> before = contents();
        bad(status, message, command);
        assertEquals(before, contents());
    }

    private List<String> contents() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().map(file -> file + ": " + sum(file)).toList();
        }
    }

    private static int sum(Path file) {
        try {
            return Arrays.hashCode(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void infoTells() {
        assertEquals(
                "Formatting '" + path("a") + "', fmt=qcow2 cluster_size=4k compat=1.1 size=1049088\n",
                good("create -f qcow2 -o cluster_size=4k,compat=1.1 @a 1048600"));
        assertEquals(
                "Formatting '" + path("over") + "', fmt=qcow2 size=1049088 backing_file=a backing_fmt=qcow2\n",
                good("create -f qcow2 -b a -F qcow2 @over"));
        String info = good("info @over");
        // How much room it takes is known on Linux alone.
        assertTrue(
                info.replaceFirst("\ndisk size: [^\n]+", "")
                        .startsWith("image: " + path("over")
                                + "\nfile format: qcow2\nvirtual size: 1 MiB (1049088 bytes)\nfile length: 256 KiB ("),
                info);
        assertTrue(
                info.contains("\nbacking file: a (actual path: " + path("a") + ")\nbacking file format: qcow2\n"),
                info);
        Map<String, Object> json = JsonText.object(good("info --output=json @over"));
        assertEquals("a", json.get("backing-filename"));
        assertEquals(path("a"), json.get("full-backing-filename"));
        assertEquals(
                2,
                JsonText.list(good("info -f qcow2 --backing-chain --output=json @over"))
                        .size());
        String chain = good("info -f qcow2 --backing-chain @over");
        assertTrue(chain.startsWith(info + "\nimage: " + path("a") + "\n"), chain);
    }

    /** Whoever can write to a raw disk can write any header there. */
    @Test
    void whatIsGuessedFollowsNoOtherFile() {
        good("create -q @a 1M");
        good("create -q -f qcow2 -b a -F raw @over");
        assertTrue(good("info @over").contains("backing file: a"), "what needs no other file is told");
        for (String command : List.of("info --backing-chain", "map", "compare @a", "convert @over")) {
            bad(command.startsWith("compare") ? 2 : 1, "its format was only guessed", command + " @over");
        }
        bad(2, "state its format: -F FORMAT", "compare @a @over");
        // The image above does not say what this one is.
        good("create -q -f qcow2 -u -b over -F qcow2 @upper 1M");
        good("rebase -f qcow2 -u -b over -F raw @upper");
        assertTrue(good("info -f qcow2 --backing-chain @upper").contains("file format: raw"));
    }

    @Test
    void anImageThatDoesNotSayTheFormatBelowIsToldHow() throws IOException {
        good("create -q @a 1M");
        good("create -q -f qcow2 -b a -F raw @over");
        good("create -q -f qcow2 -b over -F qcow2 @upper");
        byte[] bytes = Files.readAllBytes(folder.resolve("upper"));
        // The type of the extension with the format's name becomes one that nobody knows.
        int at = ByteBuffer.wrap(bytes).getInt(100);
        assertEquals(0xe2792aca, ByteBuffer.wrap(bytes).getInt(at));
        bytes[at] = 0x11;
        Files.write(folder.resolve("upper"), bytes);
        bad(1, "hv image rebase -u -b FILE -F FORMAT", "map -f qcow2 @upper");
        good("rebase -f qcow2 -u -b over -F qcow2 @upper");
        good("map -f qcow2 @upper");
    }

    @Test
    void otherFoldersAreFollowedWhereTheyAreAllowed() throws IOException {
        Files.createDirectories(folder.resolve("bases"));
        Files.createDirectories(folder.resolve("disks"));
        good("create -q @bases/a 1M");
        // What is named on the command line may be anywhere.
        good("create -q -f qcow2 -b ../bases/a -F raw @disks/over");
        bad(1, "allow it: --allow FOLDER, or --allow-anywhere", "map -f qcow2 @disks/over");
        good("map -f qcow2 --allow @bases @disks/over");
        good("map -f qcow2 --allow @absent --allow @bases @disks/over");
        good("map -f qcow2 --allow-anywhere @disks/over");
        bad(1, "--allow FOLDER", "commit -f qcow2 @disks/over");
        good("commit -f qcow2 --allow @bases @disks/over");
        bad(1, "--allow FOLDER", "convert -f qcow2 @disks/over @new");
        good("convert -f qcow2 --allow @bases @disks/over @new");
        bad(1, "--allow FOLDER", "resize -f qcow2 @disks/over 2M");
        good("resize -f qcow2 --allow @bases @disks/over 2M");
        bad(2, "--allow FOLDER", "compare -f qcow2 @disks/over @new");
        good("compare -f qcow2 --allow-anywhere @disks/over @new");
        bad(1, "--allow FOLDER", "rebase -f qcow2 -b '' @disks/over");
        good("rebase -f qcow2 --allow @bases -b '' @disks/over");
        good("rebase -f qcow2 -b ../bases/a -F raw @disks/over");
        good("create -q -f qcow2 -o data_file=../bases/data @disks/data 1M");
        bad(1, "--allow FOLDER", "info -f qcow2 @disks/data");
        good("info -f qcow2 --allow @bases @disks/data");
    }

    @Test
    void createReplacesAndHelps() {
        good("create -q @a 1M");
        good("create -q -f qcow2 -o size=3M,preallocation=off @a");
        try (Image image = Image.open(folder.resolve("a"))) {
            assertEquals(ImageFormat.QCOW2, image.format());
            assertEquals(3 * MIB, image.capacity());
            bad(1, "this process has it open", "create -q @a 1M");
        }
        assertEquals(
                "backing_file backing_fmt cluster_size compat compression_type data_file data_file_raw extended_l2 "
                        + "lazy_refcounts preallocation refcount_bits size",
                String.join(" ", good("create -f qcow2 -o help").lines().toList()));
        assertEquals("preallocation\nsize\n", good("create -o help"));
        good("create -q -f qcow2 -o backing_file=a,backing_fmt=qcow2 @over");
        good("create -q -f qcow2 -o backing_file=a -F qcow2 @over 5M");
        assertTrue(good("info @over").contains("(5242880 bytes)"));
    }

    /** A backing file that is not there is named all the same, and what cannot be made leaves nothing. */
    @Test
    void createWithoutALookAtTheBackingFile() {
        good("create -q -f qcow2 -u -b absent -F vmdk @over 1M");
        assertTrue(good("info @over").contains("backing file format: vmdk"));
        bad(1, "backing_file", "create -q -f qcow2 -o cluster_size=512 -u -b " + "x".repeat(1023) + " -F raw @new 1M");
        assertFalse(Files.exists(folder.resolve("new")));
    }

    @Test
    void convertShowsHowFarItIs() {
        good("create -q @a 8M");
        write("a", ImageFormat.RAW, 3 * MIB, 5, 7);
        Typed typed = hv("convert -p -c -W -m 3 -f raw -O qcow2 -o compression_type=zstd @a @b");
        assertEquals(0, typed.status(), typed.err());
        assertTrue(typed.err().startsWith("    (0.00/100%)\r    ("), typed.err());
        assertTrue(typed.err().endsWith("    (100.00/100%)\r\n"), typed.err());
        assertEquals("", typed.out());
        assertTrue(good("map --output=json @b").contains("\"compressed\": true"));
        assertEquals(7, read("b", ImageFormat.QCOW2, 3 * MIB + 4));
        assertEquals("", hv("convert -q -p -O qcow2 -o size=16M @a @b").err());
        assertEquals(
                "Images are identical.\n",
                good("compare -U @a @b").lines().skip(1).findFirst().orElse("") + "\n");
        bad(1, "whole sectors", "convert -O vmdk -o size=9000001 @a @c");
        assertFalse(Files.exists(folder.resolve("c")));
    }

    /** The data file too. */
    @Test
    void aConversionThatFailsLeavesWhatWasThere() throws IOException {
        good("create -q @a 4M");
        write("a", ImageFormat.RAW, 0, 1 << 20, 7);
        good("convert -c -O qcow2 @a @c");
        byte[] bytes = Files.readAllBytes(folder.resolve("c"));
        Arrays.fill(bytes, 5 * 65536, 5 * 65536 + 64, (byte) 0xff);
        Files.write(folder.resolve("c"), bytes);
        good("create -q -f qcow2 @b 2M");
        List<String> before = contents();
        for (String target : List.of("@b", "@new")) {
            bad(1, "compressed", "convert -m 1 -O qcow2 -o data_file=data @c " + target);
            assertEquals(before, contents());
        }
    }

    @Test
    void compareTells() {
        good("create -q @a 1M");
        good("create -q @b 2M");
        assertEquals("Warning: Image size mismatch!\nImages are identical.\n", good("compare @a @b"));
        Typed strict = hv("compare -s @a @b");
        assertEquals(new Typed(1, "Strict mode: Image size mismatch!\n", ""), strict);
        write("b", ImageFormat.RAW, 70_000, 1, 1);
        assertEquals(new Typed(1, "Content mismatch at offset 70000!\n", ""), hv("compare @a @b"));
        Typed shown = hv("compare -p @a @a");
        assertTrue(shown.err().endsWith("(100.00/100%)\r\n"), shown.err());
    }

    @Test
    void resizeGrowsAndShrinks() {
        good("create -q -f qcow2 @a 1M");
        assertEquals("Image resized.\n", good("resize @a +512k"));
        assertEquals("", good("resize -q --shrink @a -1M"));
        assertTrue(good("info @a").contains("(524288 bytes)"));
        good("resize @a 3G");
        assertTrue(good("info @a").contains("virtual size: 3 GiB ("));
        bad(1, "absent: file:", "resize @absent -1M");
    }

    @Test
    void theLongNamesOfOptions() {
        good("create --quiet -f qcow2 @a 1M");
        assertEquals(
                "[{ \"start\": 1024, \"length\": 512, \"depth\": 0, \"present\": false, \"zero\": true, \"data\": false,"
                        + " \"compressed\": false}]\n",
                good("map --start-offset=1k --max-length=512 --output=json @a"));
        assertEquals("[]\n", good("map -s 5M --output json @a"));
        assertEquals(
                "No errors were found on the image.\n0/16 = 0.00% allocated clusters\n", good("check --repair=all @a"));
        assertEquals("", good("check --quiet -r leaks @a"));
    }

    @Test
    void snapshotsComeAndGo() {
        good("create -q -f qcow2 @a 1M");
        assertEquals("", good("snapshot -l @a"));
        write("a", ImageFormat.QCOW2, 0, 1, 1);
        good("snapshot -c one @a");
        write("a", ImageFormat.QCOW2, 0, 1, 2);
        good("snapshot -q -c two @a");
        List<String> lines = good("snapshot -l @a").lines().toList();
        assertEquals("Snapshot list:", lines.get(0));
        assertEquals("ID        TAG               VM SIZE                DATE", lines.get(1));
        assertTrue(lines.get(2).matches("1         one +0 B \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d"), lines.get(2));
        assertTrue(lines.get(3).startsWith("2         two  "), lines.get(3));
        good("snapshot -a one @a");
        assertEquals(1, read("a", ImageFormat.QCOW2, 0));
        good("snapshot -d one @a");
        good("snapshot -d 2 @a");
        assertEquals("", good("snapshot -l @a"));
    }

    @Test
    void rebaseAndCommit() {
        good("create -q @a 1M");
        write("a", ImageFormat.RAW, 0, 1, 1);
        good("create -q @b 1M");
        good("create -q -f qcow2 -b a -F raw @over");
        Typed shown = hv("rebase -p -f qcow2 -b b -F raw @over");
        assertTrue(shown.status() == 0 && shown.err().endsWith("(100.00/100%)\r\n"), shown.err());
        assertEquals(1, read("over", ImageFormat.QCOW2, 0), "what was below is kept");
        write("over", ImageFormat.QCOW2, MIB - 1, 1, 3);
        assertEquals("Image committed.\n", good("commit -f qcow2 @over"));
        assertEquals(1, read("b", ImageFormat.RAW, 0));
        assertEquals(3, read("b", ImageFormat.RAW, MIB - 1));
        good("rebase -u -f qcow2 -b a -F raw @over");
        assertEquals(0, read("over", ImageFormat.QCOW2, MIB - 1), "nothing is copied");
        Typed committed = hv("commit -p -f qcow2 @over");
        assertEquals("Image committed.\n", committed.out());
        assertEquals(new Typed(0, "", ""), hv("commit -q -p -f qcow2 @over"));
        assertTrue(committed.err().endsWith("(100.00/100%)\r\n"), committed.err());
        good("rebase -q -f qcow2 -b '' @over");
        assertEquals(1, read("over", ImageFormat.QCOW2, 0));
        assertFalse(good("info @over").contains("backing"));
    }

    @Test
    void whatThisProcessHasOpenIsLeftAlone() {
        good("create -q @a 1M");
        try (Image unused = Image.create(folder.resolve("b"), CreateOptions.of(ImageFormat.QCOW2, MIB))) {
            for (String command : List.of("info @b", "map @b", "check @b", "snapshot -l @b", "convert @b @new")) {
                bad(1, "this process has it open", command);
            }
            bad(2, "this process has it open", "compare @a @b");
        }
    }
}
