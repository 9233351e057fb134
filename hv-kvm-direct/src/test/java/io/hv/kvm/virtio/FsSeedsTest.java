package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fuzzing of the file system begins with reaches it, and does not break: each seed is run, and some are answered. */
class FsSeedsTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theyReachTheDevice(boolean packed) {
        List<Rule> broken = new ArrayList<>();
        int sound = 0;
        for (byte[] seed : FsSeeds.of(packed)) {
            HostileProgram program = new HostileProgram(FuzzedDevice.FS, packed, seed);
            program.run();
            broken.addAll(program.seen());
            sound += program.seen().isEmpty() ? 1 : 0;
        }
        assertTrue(sound >= 14, sound + " break no rule");
        assertTrue(
                broken.containsAll(List.of(Rule.FS_QUEUE, Rule.FS_TEXT, Rule.ANSWER_TOO_SHORT, Rule.REQUEST_TOO_SHORT)),
                "broken: " + broken);
    }
}
