package io.hv.kvm.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Finding;
import io.hv.Finding.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceFindingsTest {

    private MadeUp machine = new MadeUp(Path.of("none"));

    @BeforeEach
    void anEmptyMachine(@TempDir Path root) {
        machine = new MadeUp(root);
    }

    private Finding find(String id) {
        return MadeUp.find(DeviceFindings.of(machine.around()), id);
    }

    @ParameterizedTest
    @CsvSource({"Mac OS X,amd64,Mac OS X", "Windows 11,amd64,Windows 11", "Linux,aarch64,aarch64"})
    void anotherSystemOrProcessorIsTheOnlyThingToSay(String os, String architecture, String named) {
        List<Finding> findings = DeviceFindings.of(machine.around(os, architecture, 1));
        Finding platform = findings.get(findings.size() - 1);
        assertEquals("platform", platform.id());
        assertEquals(Severity.PROBLEM, platform.severity());
        assertTrue(platform.found().contains(named), platform.toString());
        assertFalse(findings.stream().anyMatch(finding -> finding.id().equals("kvm-device")));
    }

    @ParameterizedTest
    @CsvSource({
        "fpu vmx sse,OK,VT-x",
        "fpu svm hypervisor,OK,itself a guest",
        "fpu sse,NOTE,neither",
        "fpu hypervisor,NOTE,itself a guest"
    })
    void theProcessorsFlags(String flags, Severity severity, String said) {
        machine.with("/proc/cpuinfo", "processor\t: 0\nflags\t\t: " + flags + "\n");
        Finding processor = find("processor");
        assertEquals(severity, processor.severity());
        assertTrue(processor.found().contains(said), processor.toString());
    }

    @Test
    void aGuestIsToldOfNestedVirtualizationAndAMachineOfItsFirmware() {
        machine.with("/proc/cpuinfo", "flags\t\t: hypervisor\n");
        assertTrue(find("processor").remedy().contains("nested"));
        machine.with("/proc/cpuinfo", "flags\t\t: fpu\n");
        assertTrue(find("processor").remedy().contains("firmware"));
    }

    @Test
    void theModuleIsNamedOrToBeLoaded() {
        machine.with("/proc/cpuinfo", "vendor_id\t: AuthenticAMD\n");
        assertEquals("modprobe kvm_amd", find("kvm-module").remedy());
        machine.with("/proc/cpuinfo", "vendor_id\t: GenuineIntel\n");
        assertEquals("modprobe kvm_intel", find("kvm-module").remedy());
        machine.with("/sys/module/kvm/x", "")
                .with("/sys/module/kvm_intel/x", "")
                .with("/sys/module/kvmgt/x", "");
        assertEquals("kvm, kvm_intel", find("kvm-module").found());
    }

    @Test
    void withoutADeviceTheMachineIsTold() {
        Finding device = find("kvm-device");
        assertEquals(Severity.PROBLEM, device.severity());
        assertTrue(device.remedy().contains("load kvm_intel or kvm_amd"), device.toString());
        assertEquals(
                Optional.of(device.toString()),
                DeviceFindings.problem(machine.around()).map(Finding::toString));
    }

    @ParameterizedTest
    @CsvSource({
        "/run/.containerenv,''",
        "/.dockerenv,''",
        "/proc/self/cgroup,0::/kubepods/besteffort/pod1",
        "/proc/self/cgroup,4:memory:/docker/0123"
    })
    void withoutADeviceAContainerIsTold(String file, String text) {
        machine.with(file, text);
        Finding device = find("kvm-device");
        assertTrue(device.remedy().contains("--device /dev/kvm"), device.toString());
        assertTrue(device.found().contains("container"), device.toString());
    }

    @Test
    void aDeviceOfAGroupIsHadByJoiningIt() {
        machine.forbidden(992, 0660).with("/etc/group", "root:x:0:\nkvm:x:992:bob\n");
        Finding permission = find("kvm-permission");
        assertEquals(Severity.PROBLEM, permission.severity());
        assertEquals("sudo usermod -aG kvm ann, then log in again", permission.remedy());
    }

    @ParameterizedTest
    @CsvSource({"0,0660", "992,0600"})
    void aDeviceOfRootAloneIsGivenToTheGroup(long gid, String mode) {
        machine.forbidden(gid, Long.parseLong(mode, 8)).with("/etc/group", "root:x:0:\nkvm:x:992:\n");
        Finding permission = find("kvm-permission");
        assertTrue(permission.remedy().contains("60-kvm.rules"), permission.toString());
        assertTrue(permission.remedy().contains("usermod -aG kvm ann"), permission.toString());
    }

    @Test
    void inAContainerTheGroupIsAdded() {
        machine.forbidden(104, 0660).with("/.dockerenv", "");
        assertEquals(
                "start the container with --group-add 104",
                find("kvm-permission").remedy());
    }

    @Test
    void whereNothingIsWrongNothingIsAProblem() {
        machine.with("/dev/kvm", "");
        assertEquals(Severity.OK, find("kvm-permission").severity());
        assertEquals(Optional.empty(), DeviceFindings.problem(machine.around()));
    }
}
