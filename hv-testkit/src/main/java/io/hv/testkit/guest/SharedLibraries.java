package io.hv.testkit.guest;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The shared libraries that a program of this machine needs, as its own loader finds them. */
final class SharedLibraries {

    // System V ABI, "Program Header": a 64-bit file's table, of which the entry of this type names the loader.
    private static final int PT_INTERP = 3;
    private static final int HEADER = 64;
    private static final int MAGIC = 0x464c457f;
    private static final int CLASS_64_LITTLE_ENDIAN = 0x0102;

    /** {@code NAME => PATH (0xADDRESS)}. */
    private static final Pattern FOUND = Pattern.compile("=> (/.*) \\(0x[0-9a-f]+\\)$");

    private static final Pattern MISSING = Pattern.compile("^\\s*(\\S+) => not found$");

    private SharedLibraries() {}

    /**
     * Its loader and its libraries, and what those need, by the paths at which a guest looks for them too; none where it is
     * linked statically.
     *
     * @throws IOException if it is no program for x86-64, or a library is not to be found
     */
    static List<Path> of(Path program) throws IOException {
        Optional<Path> loader = loader(program, Files.readAllBytes(program));
        if (loader.isEmpty()) {
            return List.of();
        }
        List<String> lines = list(loader.get(), program);
        List<String> missing = found(MISSING, lines);
        if (!missing.isEmpty()) {
            throw new IOException(program + " needs what is not here: " + String.join(", ", missing));
        }
        return Stream.concat(loader.stream(), found(FOUND, lines).stream().map(Path::of))
                .distinct()
                .toList();
    }

    private static Optional<Path> loader(Path program, byte[] bytes) throws IOException {
        ByteBuffer elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < HEADER || elf.getInt(0) != MAGIC || elf.getShort(4) != CLASS_64_LITTLE_ENDIAN) {
            throw new IOException(program + " is no program for x86-64");
        }
        try {
            int table = Math.toIntExact(elf.getLong(32));
            int size = Short.toUnsignedInt(elf.getShort(54));
            int count = Short.toUnsignedInt(elf.getShort(56));
            for (int i = 0; i < count; i++) {
                int at = Math.addExact(table, i * size);
                if (elf.getInt(at) == PT_INTERP) {
                    byte[] path = new byte[Math.toIntExact(elf.getLong(at + 32)) - 1];
                    ByteBuffer unused = elf.get(Math.toIntExact(elf.getLong(at + 8)), path);
                    return Optional.of(Path.of(new String(path, StandardCharsets.UTF_8)));
                }
            }
        } catch (ArithmeticException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new IOException(program + " is a damaged program", e);
        }
        return Optional.empty();
    }

    /** Asks the loader. Paths that only this process knows of do not count: the guest has none. */
    private static List<String> list(Path loader, Path program) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        loader.toString(), "--list", program.toAbsolutePath().toString())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("LD_"));
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (process.waitFor() != 0) {
                throw new IOException(loader + " cannot load " + program + ": " + String.join("; ", lines));
            }
            return lines;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("asking " + loader + " for the libraries of " + program);
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> found(Pattern pattern, List<String> lines) {
        return lines.stream()
                .flatMap(line -> pattern.matcher(line).results())
                .map(match -> match.group(1))
                .toList();
    }
}
