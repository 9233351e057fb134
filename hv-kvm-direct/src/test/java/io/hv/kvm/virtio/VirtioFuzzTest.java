package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile programs: what fuzzing has found worth keeping (see {@code ci/virtio-fuzz.sh}), and random ones. */
class VirtioFuzzTest {

    private static final int PROGRAMS = 1500;
    private static final int LONGEST = 200;

    static Stream<Arguments> targets() {
        return Stream.of(FuzzedDevice.values())
                .flatMap(device -> Stream.of(Arguments.of(device, false), Arguments.of(device, true)));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void whatFuzzingHasFound(FuzzedDevice device, boolean packed) throws IOException, URISyntaxException {
        String folder = "/fuzz/" + VirtioFuzz.folder(device, packed);
        URL url = Objects.requireNonNull(VirtioFuzzTest.class.getResource(folder), folder);
        List<Path> inputs;
        try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
            inputs = files.sorted().toList();
        }
        assertTrue(inputs.size() > 10, folder + " has only " + inputs.size());
        for (Path input : inputs) {
            run(device, packed, Files.readAllBytes(input), input.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void whatIsRandom(FuzzedDevice device, boolean packed) {
        Random random = new Random(2026);
        for (int i = 0; i < PROGRAMS; i++) {
            byte[] program = new byte[1 + random.nextInt(LONGEST)];
            random.nextBytes(program);
            // Half of them begin well.
            program[0] &= (byte) (i % 2 == 0 ? 3 : 7);
            run(device, packed, program, "program " + i);
        }
    }

    /** A fuzzer runs millions in one process. */
    @AfterEach
    void nothingIsKept() {
        assertEquals(0, SocketHost.count());
    }

    private static void run(FuzzedDevice device, boolean packed, byte[] program, String what) {
        try {
            new HostileProgram(device, packed, program).run();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(what + ": " + HexFormat.of().formatHex(program), e);
        }
    }
}
