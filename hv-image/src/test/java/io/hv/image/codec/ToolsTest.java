package io.hv.image.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the formats' own tools compress, with the flags that Linux's build gives them, comes back. */
class ToolsTest {

    @TempDir
    private Path folder;

    static Stream<Arguments> tools() {
        return Stream.of(
                Arguments.of(Codec.GZIP, List.of("gzip", "-n", "-f", "-9", "-c")),
                Arguments.of(Codec.XZ, List.of("xz", "--check=crc32", "--x86", "--lzma2=dict=32MiB", "-c")),
                Arguments.of(Codec.LZ4_LEGACY, List.of("lz4", "-l", "-9", "-c")),
                Arguments.of(Codec.ZSTD, List.of("zstd", "-q", "-22", "--ultra", "-c")));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("tools")
    void whatItsToolMakes(Codec codec, List<String> command) throws Exception {
        String tool = command.get(0);
        assumeTrue(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                        .anyMatch(each -> Files.isExecutable(Path.of(each, tool))),
                "no " + tool + " on the PATH: install it to run this test");
        byte[] plain = Samples.bytes(9 << 20);
        Path file = Files.write(folder.resolve("plain"), plain);
        Path compressed = folder.resolve("compressed");
        Process process = new ProcessBuilder(Stream.concat(command.stream(), Stream.of(file.toString()))
                        .toList())
                .redirectOutput(compressed.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertEquals(0, process.waitFor());
        byte[] start = Arrays.copyOf(Files.readAllBytes(compressed), Codec.MAGIC_SIZE);
        assertEquals(Optional.of(codec), Codec.detect(start));
        try (InputStream in = codec.decode(Files.newInputStream(compressed), plain.length)) {
            assertArrayEquals(plain, in.readAllBytes());
        }
    }
}
