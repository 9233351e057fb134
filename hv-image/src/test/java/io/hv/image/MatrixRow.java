package io.hv.image;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A line of {@code matrix.txt} or another: an image as QEMU's tools make it. */
record MatrixRow(String format, String options, String size, String backing, String script) {

    static final String IMAGE = "disk.img";
    static final String BASE = "base.img";

    static List<MatrixRow> all() throws IOException {
        return all("matrix.txt");
    }

    static List<MatrixRow> all(String resource) throws IOException {
        List<MatrixRow> rows = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(MatrixRow.class.getResourceAsStream(resource)), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.startsWith("#")) {
                    List<String> parts = List.of(line.strip().split(" *\\| *"));
                    rows.add(new MatrixRow(parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4)));
                }
            }
        }
        return rows;
    }

    /** Whether this library writes to such an image. */
    boolean isWritten() {
        return !format.equals("parallels");
    }

    /** Whether there is something to check, and it is to be clean. */
    boolean isChecked() {
        return !format.equals("raw") && !script.equals("in-use");
    }

    /** Makes the image, in an empty folder. */
    void make(Path folder) {
        List<String> create = new ArrayList<>(List.of("create", "-q", "-f", format));
        if (!backing.equals("-")) {
            Qemu.img(folder, "create", "-q", "-f", backing, BASE, "5M");
            Qemu.io(folder, List.of("-f", backing), BASE, List.of("write -P 0x77 0 3M", "write -P 0x78 4M 1M"));
            create.addAll(List.of("-b", BASE, "-F", backing));
        }
        if (!options.equals("-")) {
            create.addAll(List.of("-o", options.replace("DATA", "disk.data")));
        }
        create.addAll(List.of(IMAGE, size));
        Qemu.img(folder, create.toArray(String[]::new));
        List<String> words = List.of(script.split(" "));
        String cluster = words.get(words.size() - 1);
        switch (words.get(0)) {
            case "tiny" -> io(folder, "write -P 0x11 0 512");
            case "split" -> io(folder, "write -P 0x11 1G 100k", "write -P 0x22 2047M 1500k", "write -P 0x33 0 5k");
            case "stream" -> io(folder, "write -c -P 0x31 0 64k", "write -c -P 0x32 2M 64k", "write -c -P 0x33 4M 64k");
            case "converted" -> {
                Qemu.img(folder, "create", "-q", "-f", "raw", "source.raw", size);
                Qemu.io(
                        folder,
                        List.of("-f", "raw"),
                        "source.raw",
                        List.of("write -P 0x41 1M 70k", "write -P 0x42 5M 3k"));
                Qemu.img(folder, "convert", "-f", "raw", "-O", format, "-o", options, "source.raw", IMAGE);
            }
            case "far" -> io(folder, "write -P 0x11 1G 100k", "write -P 0x22 899G 70k", "write -z 500G 10M");
            case "snapshot" -> {
                plain(folder);
                Qemu.img(folder, "snapshot", "-c", "one", IMAGE);
                io(folder, "write -P 0x44 32k 200k", "discard 2M 1M");
            }
            case "compressed" -> compressed(folder, cluster);
            case "compressed-snapshot" -> {
                compressed(folder, cluster);
                Qemu.img(folder, "snapshot", "-c", "one", IMAGE);
                io(folder, "write -P 0x44 32k 100k");
            }
            case "moved" -> {
                plain(folder);
                Patches.moveData(folder.resolve(IMAGE));
            }
            case "old-magic" -> {
                plain(folder);
                Patches.oldMagic(folder.resolve(IMAGE));
            }
            case "in-use" -> {
                plain(folder);
                Patches.inUse(folder.resolve(IMAGE));
            }
            default -> plain(folder);
        }
    }

    private void plain(Path folder) {
        io(
                folder,
                "write -P 0x11 0 100k",
                "write -P 0x22 300k 5k",
                "write -z 64k 64k",
                "write -P 0x33 1M 2M",
                "write -z -u 1280k 256k",
                "discard 2560k 128k",
                "write -P 0x55 1019k 2k");
    }

    private void compressed(Path folder, String cluster) {
        io(
                folder,
                "write -c -P 0x31 0 " + cluster,
                "write -c -P 0x32 2M " + cluster,
                "write -c -P 0x33 4M " + cluster,
                "write -P 0x44 1M 100k");
    }

    private void io(Path folder, String... commands) {
        Qemu.io(folder, List.of("-f", format), IMAGE, List.of(commands));
    }

    @Override
    public String toString() {
        return format + " " + options + " " + size + (backing.equals("-") ? "" : " over " + backing) + ": " + script;
    }
}
