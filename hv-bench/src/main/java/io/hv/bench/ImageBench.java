package io.hv.bench;

import io.hv.image.ConvertOptions;
import io.hv.image.Image;
import io.hv.image.ImageFormat;
import io.hv.image.OpenOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Conversions of disk images beside qemu-img, which is started as a program as everybody starts it and is told to leave the
 * target as safe as hv does ({@code -t writeback}: forced to the disk at the end). With files in the page cache, and without
 * where this process may drop it. Deleting a target, and dropping the cache, are in nobody's time.
 */
final class ImageBench {

    /** Most of these images' clusters are read and written once a turn, so few pairs take long enough. */
    private static final int PAIRS = 15;

    /**
     * Where all is read from the disk and written to it, both sides wait for that most of the time, and it is now quick, now
     * slow: what little they differ by is seen in many pairs.
     */
    private static final int COLD_PAIRS = 225;

    private static final int WARM_UP = 8;
    private static final double SIZE = 1.02;

    /** What qemu-img has at most. */
    private static final String COROUTINES = "16";

    private final Setting setting;
    private final Path raw;
    private final Path qcow2;
    private final Path target;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Object> json = new LinkedHashMap<>();
    private final List<Criterion> criteria = new ArrayList<>();

    private ImageBench(Setting setting) {
        this.setting = setting;
        this.raw = ImageContent.write(setting.folder().resolve("image.raw"), setting.options().seed);
        this.qcow2 = setting.folder().resolve("image.qcow2");
        this.target = setting.folder().resolve("target");
    }

    static Section measure(Setting setting) {
        ImageBench bench = new ImageBench(setting);
        try {
            long unused = bench.qemu("-f", "raw", "-O", "qcow2", bench.raw.toString(), bench.qcow2.toString());
            for (PageCache cache : PageCache.values()) {
                if (cache.isPossible()) {
                    bench.conversions(cache);
                } else {
                    bench.lines.add("not measured " + cache.words() + ": only root may drop the page cache");
                }
            }
            bench.sizes();
            Comparison random = RandomAccessBench.measure(setting, bench.qcow2, bench.raw);
            bench.lines.add(Comparison.header("qcow2", "FileChannel"));
            bench.lines.add(random.row("random 4 KiB"));
            bench.json.put("random 4 KiB", random.json());
            bench.criteria.add(new Criterion(
                    "random 4 KiB: FileChannel's speed on raw to qcow2's, 95 % bound",
                    100 * random.ratioInterval().high(), 100 / 0.7, "%"));
            return new Section(
                    "disk images beside qemu-img, " + ImageContent.MIB + " MiB of which " + ImageContent.DATA_MIB
                            + " are data",
                    bench.lines,
                    bench.json,
                    bench.criteria);
        } finally {
            bench.delete(bench.raw);
            bench.delete(bench.qcow2);
        }
    }

    private void conversions(PageCache cache) {
        int copies = cache == PageCache.COLD ? COLD_PAIRS : PAIRS;
        compare(
                "raw to qcow2, " + cache.words(),
                cache,
                copies,
                raw,
                ImageFormat.RAW,
                ImageFormat.QCOW2,
                UnaryOperator.identity());
        compare(
                "qcow2 to raw, " + cache.words(),
                cache,
                copies,
                qcow2,
                ImageFormat.QCOW2,
                ImageFormat.RAW,
                UnaryOperator.identity());
        compare(
                "compressed, " + cache.words(),
                cache,
                PAIRS,
                raw,
                ImageFormat.RAW,
                ImageFormat.QCOW2,
                ConvertOptions::compressed,
                "-c",
                "-W",
                "-m",
                COROUTINES);
    }

    private void compare(
            String what,
            PageCache cache,
            int count,
            Path source,
            ImageFormat from,
            ImageFormat to,
            UnaryOperator<ConvertOptions> how,
            String... more) {
        List<String> words = new ArrayList<>(List.of(more));
        words.addAll(List.of("-f", from.id(), "-O", to.id(), source.toString(), target.toString()));
        ConvertOptions options = how.apply(ConvertOptions.to(to));
        for (int i = 0; i < WARM_UP; i++) {
            long unused = hv(source, from, options);
        }
        Pairs pairs = Pairs.take(
                count,
                setting.options().seed,
                () -> turn(cache, source, () -> hv(source, from, options)),
                () -> turn(cache, source, () -> qemu(words.toArray(String[]::new))));
        Comparison comparison = Comparison.of(pairs, 1);
        lines.add(Comparison.header("qemu-img"));
        lines.add(comparison.row(what));
        json.put(what, comparison.json());
        criteria.add(new Criterion(
                what + ": Java to qemu-img, 95 % bound",
                100 * comparison.ratioInterval().high(),
                100,
                "%"));
    }

    /** One thing that takes its time in nanoseconds. */
    private interface Turn {
        long take();
    }

    private long[] turn(PageCache cache, Path source, Turn turn) {
        cache.prepare(source);
        // Its program is in memory, as this one's is: what is cold is the image.
        start(List.of("qemu-img", "--version"));
        return new long[] {turn.take()};
    }

    private long hv(Path source, ImageFormat format, ConvertOptions options) {
        long start = System.nanoTime();
        try (Image image = Image.open(source, OpenOptions.format(format))) {
            image.convert(target, options);
        }
        long time = System.nanoTime() - start;
        delete(target);
        return time;
    }

    private long qemu(String... words) {
        List<String> command = new ArrayList<>(List.of("qemu-img", "convert", "-t", "writeback"));
        command.addAll(List.of(words));
        long start = System.nanoTime();
        start(command);
        long time = System.nanoTime() - start;
        delete(target);
        return time;
    }

    private static void start(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            int status = process.onExit().join().exitValue();
            if (status != 0) {
                throw new IllegalStateException(command + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("qemu-img does not start", e);
        }
    }

    /** What compression makes of it, on both sides by deflate: qemu-img at level 6 in a window of 4 KiB, hv at 5 in 32 KiB. */
    private void sizes() {
        try {
            try (Image image = Image.open(raw, OpenOptions.format(ImageFormat.RAW))) {
                image.convert(target, ConvertOptions.to(ImageFormat.QCOW2).compressed());
            }
            long own = Files.size(target);
            Files.delete(target);
            Path kept = setting.folder().resolve("compressed.qcow2");
            long unused = qemu("-c", "-f", "raw", "-O", "qcow2", raw.toString(), kept.toString());
            long peer = Files.size(kept);
            Files.delete(kept);
            json.put("compressed bytes", Map.of("java", own, "qemu-img", peer));
            lines.add("compressed: " + own + " bytes, and qemu-img's " + peer);
            criteria.add(new Criterion("compressed size to qemu-img's", 100.0 * own / peer, 100 * SIZE, "%"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void delete(Path file) {
        try {
            boolean unused = Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
