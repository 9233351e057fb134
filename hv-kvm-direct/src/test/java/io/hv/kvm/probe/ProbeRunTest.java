package io.hv.kvm.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.kvm.bus.Bytes;
import io.hv.kvm.probe.ProbeResult.Outcome;
import io.hv.kvm.vcpu.VcpuStop;
import io.hv.kvm.vcpu.VcpuStop.Cause;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of a probe's end. */
class ProbeRunTest {

    @ParameterizedTest
    @CsvSource({
        "33,clock: works",
        "35,'clock: does not work, with another result than it should'",
        "37,clock: not offered",
        "39,'clock: does not work, with the status 39'"
    })
    void byItsStatus(int status, String said) {
        assertEquals(said, ProbeRun.ofStatus(Probe.CLOCK, status).toString());
    }

    @Test
    void byWhatKvmSaid() {
        VcpuStop stop = new VcpuStop(
                Cause.CRASH,
                "KVM cannot emulate an instruction",
                0,
                Optional.empty(),
                Bytes.of(new byte[] {(byte) 0xcc, (byte) 0xcd, (byte) 0x80}),
                Optional.empty());
        ProbeResult result = ProbeRun.ofStop(Probe.TRAPS, stop);
        assertEquals(Outcome.FAILS, result.outcome());
        assertEquals("KVM cannot emulate an instruction: cc cd 80", result.detail());
    }

    @Test
    void byATripleFault() {
        VcpuStop stop =
                new VcpuStop(Cause.SHUTDOWN, "triple fault", 0, Optional.empty(), Bytes.EMPTY, Optional.empty());
        assertEquals("triple fault", ProbeRun.ofStop(Probe.PAGING_32, stop).detail());
    }
}
