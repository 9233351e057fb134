package io.hv.image.seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Programs of others that read ISO 9660, each by one of the names that a file has. Which of them are installed is theirs. */
enum IsoReader {
    BSDTAR_ROCK_RIDGE("bsdtar", "libarchive-tools", "bsdtar -xf image.iso -C out"),
    BSDTAR_JOLIET(
            "bsdtar", "libarchive-tools", "bsdtar -xf image.iso --options iso9660:!rockridge,iso9660:joliet -C out"),
    XORRISO_ROCK_RIDGE("xorriso", "xorriso", "xorriso -osirrox on -indev image.iso -extract / out"),
    XORRISO_JOLIET("xorriso", "xorriso", "xorriso -read_fs norock -osirrox on -indev image.iso -extract / out"),
    SEVEN_ZIP("7z", "p7zip-full", "7z x -bd -oout image.iso");

    private final String tool;
    private final String debianPackage;
    private final String extract;

    IsoReader(String tool, String debianPackage, String extract) {
        this.tool = tool;
        this.debianPackage = debianPackage;
        this.extract = extract;
    }

    boolean isInstalled() {
        return Tool.has(tool) && Tool.has("sha256sum");
    }

    void assumeInstalled() {
        assumeTrue(isInstalled(), Tool.reason(tool, debianPackage));
    }

    /** Whether it gives modes to what it extracts as Rock Ridge has them. */
    boolean hasModes() {
        return this == BSDTAR_ROCK_RIDGE || this == XORRISO_ROCK_RIDGE;
    }

    /** The SHA-256 of each file by its path, and {@code folder} for each folder, as this program extracts them. */
    Map<String, String> read(Path folder, byte[] image) throws IOException {
        Files.write(folder.resolve("image.iso"), image);
        Path unused = Files.createDirectory(folder.resolve("out"));
        Tool.run(folder, List.of(extract.split(" ", -1)));
        return listed(folder);
    }

    /** By programs that know names as bytes: what the JVM makes of them depends on where it runs. */
    static Map<String, String> listed(Path folder) {
        String script =
                "chmod -R u+w out && cd out && find . -type f -exec sha256sum -z {} + && find . -type d -print0";
        Map<String, String> found = new TreeMap<>();
        for (String line : Tool.run(folder, List.of("sh", "-c", script)).split("\0", -1)) {
            if (line.startsWith("./")) {
                found.put(line.substring(2), "folder");
            } else if (line.contains("  ./")) {
                int at = line.indexOf("  ./");
                found.put(line.substring(at + 4), line.substring(0, at));
            }
        }
        return found;
    }

    /** Ways of asking programs of the system, with names in UTF-8. */
    static final class Tool {

        private Tool() {}

        static boolean has(String tool) {
            return Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator, -1))
                    .anyMatch(each -> Files.isExecutable(Path.of(each, tool)));
        }

        static String reason(String tool, String debianPackage) {
            return "no " + tool + " on the PATH: install " + debianPackage + " to run this test";
        }

        static void assume(String tool, String debianPackage) {
            assumeTrue(has(tool), reason(tool, debianPackage));
        }

        /** Wants it to succeed; what it writes to its standard error is told where it does not. */
        static String run(Path folder, List<String> command) {
            try {
                Path errors = folder.resolve("errors");
                ProcessBuilder builder =
                        new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
                builder.environment().put("LC_ALL", "C.UTF-8");
                Process process = builder.start();
                process.getOutputStream().close();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertEquals(0, process.waitFor(), () -> command + ": " + told(errors) + output);
                return output;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private static String told(Path errors) {
            try {
                return Files.readString(errors, StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
