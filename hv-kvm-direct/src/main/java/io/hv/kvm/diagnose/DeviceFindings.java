package io.hv.kvm.diagnose;

import io.hv.Finding;
import io.hv.Finding.Severity;
import io.hv.backend.SystemView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether {@code /dev/kvm} is there for this process, seen from outside: without native code, without opening it. */
public final class DeviceFindings {

    private static final String DEVICE = "/dev/kvm";
    private static final String MODULES = "/sys/module";
    private static final int GROUP_MAY_READ_AND_WRITE = 0060;

    private final Surroundings around;
    private final SystemView system;

    private DeviceFindings(Surroundings around) {
        this.around = around;
        this.system = around.system();
    }

    /** All of them; those after a {@link Severity#PROBLEM} are left out. */
    public static List<Finding> of(Surroundings around) {
        return new DeviceFindings(around).all();
    }

    /** Only what forbids to use the device; empty where nothing does. Looks at as little as that takes. */
    public static Optional<Finding> problem(Surroundings around) {
        DeviceFindings findings = new DeviceFindings(around);
        return findings.essential().stream()
                .filter(finding -> finding.severity() == Severity.PROBLEM)
                .findFirst();
    }

    private List<Finding> all() {
        List<Finding> all = new ArrayList<>();
        if (around.isLinux() && around.isX86()) {
            all.add(processor());
            all.add(module());
        }
        all.addAll(essential());
        return all;
    }

    private List<Finding> essential() {
        List<Finding> found = new ArrayList<>();
        found.add(platform());
        if (last(found).severity() != Severity.PROBLEM) {
            found.add(device());
        }
        if (last(found).severity() != Severity.PROBLEM) {
            found.add(permission());
        }
        return found;
    }

    private static Finding last(List<Finding> findings) {
        return findings.get(findings.size() - 1);
    }

    private Finding platform() {
        String title = "operating system and processor";
        if (!around.isLinux()) {
            return Finding.of(
                    "platform",
                    title,
                    Severity.PROBLEM,
                    "KVM is a part of Linux, and this is " + around.os(),
                    "use Linux, or mem:/// for unit tests");
        }
        if (!around.isX86()) {
            return Finding.of(
                    "platform",
                    title,
                    Severity.PROBLEM,
                    "this backend is for x86-64, and this is " + around.architecture(),
                    "use an x86-64 machine");
        }
        return Finding.ok("platform", title, around.os() + " on x86-64");
    }

    private Finding processor() {
        List<String> flags = system.lines("/proc/cpuinfo").stream()
                .filter(line -> line.startsWith("flags"))
                .findFirst()
                .map(line -> Arrays.asList(line.split("\\s+")))
                .orElse(List.of());
        String title = "hardware virtualization";
        String where = flags.contains("hypervisor") ? ", on a machine that is itself a guest" : "";
        if (flags.contains("vmx")) {
            return Finding.ok("processor", title, "VT-x" + where);
        }
        if (flags.contains("svm")) {
            return Finding.ok("processor", title, "AMD-V (SVM)" + where);
        }
        return Finding.of(
                "processor",
                title,
                Severity.NOTE,
                "the processor offers neither VT-x nor AMD-V" + where,
                flags.contains("hypervisor")
                        ? "allow nested virtualization where this machine is hosted (kvm_intel or kvm_amd nested=1 and "
                                + "the CPU model of the host, or another kind of instance)"
                        : "switch virtualization on in the firmware");
    }

    private Finding module() {
        List<String> modules = system.names(MODULES).stream()
                .filter(name -> name.equals("kvm") || name.startsWith("kvm_"))
                .toList();
        String title = "KVM in the kernel";
        if (!modules.isEmpty()) {
            return Finding.ok("kvm-module", title, String.join(", ", modules));
        }
        boolean amd = system.read("/proc/cpuinfo").orElse("").contains("AuthenticAMD");
        return Finding.of(
                "kvm-module", title, Severity.NOTE, "it is not loaded", "modprobe " + (amd ? "kvm_amd" : "kvm_intel"));
    }

    private Finding device() {
        String title = "the device " + DEVICE;
        if (system.exists(DEVICE)) {
            return Finding.ok("kvm-device", title, "it exists");
        }
        Optional<String> container = Container.sign(system);
        return Finding.of(
                "kvm-device",
                title,
                Severity.PROBLEM,
                DEVICE + " does not exist"
                        + container
                                .map(sign -> " in this container (" + sign + ")")
                                .orElse(""),
                container.isPresent()
                        ? "start the container with --device " + DEVICE + "; the machine that runs it must have KVM"
                        : "switch virtualization on in the firmware and load kvm_intel or kvm_amd; on a virtual machine "
                                + "allow nested virtualization");
    }

    private Finding permission() {
        String title = "may " + DEVICE + " be opened";
        if (system.mayReadAndWrite(DEVICE)) {
            return Finding.ok("kvm-permission", title, "yes, by " + around.user());
        }
        OptionalLong gid = system.number(DEVICE, "gid");
        OptionalLong mode = system.number(DEVICE, "mode");
        String group = gid.isPresent() ? system.group(gid.getAsLong()) : "kvm";
        boolean groupMay = mode.isEmpty() || (mode.getAsLong() & GROUP_MAY_READ_AND_WRITE) == GROUP_MAY_READ_AND_WRITE;
        return Finding.of(
                "kvm-permission",
                title,
                Severity.PROBLEM,
                DEVICE + " may not be opened by " + around.user() + "; its group is " + group
                        + (groupMay ? "" : ", which may not either"),
                permit(gid, group, groupMay));
    }

    private String permit(OptionalLong gid, String group, boolean groupMay) {
        if (Container.sign(system).isPresent() && gid.isPresent() && groupMay) {
            return "start the container with --group-add " + gid.getAsLong();
        }
        if (groupMay && !group.equals("root") && !group.equals("0")) {
            return "sudo usermod -aG " + group + " " + around.user() + ", then log in again";
        }
        return "give it to the group kvm: echo 'KERNEL==\"kvm\", GROUP=\"kvm\", MODE=\"0660\"' | sudo tee "
                + "/etc/udev/rules.d/60-kvm.rules; sudo udevadm control --reload; sudo udevadm trigger "
                + "--name-match=kvm; then sudo usermod -aG kvm " + around.user() + " and log in again";
    }
}
