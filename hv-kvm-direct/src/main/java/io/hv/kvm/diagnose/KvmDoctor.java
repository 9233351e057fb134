package io.hv.kvm.diagnose;

import io.hv.Diagnosis;
import io.hv.Finding;
import io.hv.Finding.Severity;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.net.gateway.Nft;
import io.hv.kvm.net.passt.Passt;
import io.hv.kvm.probe.Probes;
import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.NativeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Puts all findings about {@code kvm:///} together. The later ones need the device; they are left out without it. */
public final class KvmDoctor {

    private static final String SUBJECT = "kvm";

    private KvmDoctor() {}

    /**
     * Looks at this machine. The first time in a process it runs the probes, which takes a moment.
     *
     * @param hideXsave whether guests are not offered XSAVE
     */
    public static Diagnosis diagnose(boolean hideXsave) {
        Surroundings around = Surroundings.ofThisProcess();
        List<Finding> findings = new ArrayList<>(DeviceFindings.of(around));
        if (!hasProblem(findings)) {
            openAndAsk(around, hideXsave, findings);
        }
        if (around.isLinux()) {
            findings.addAll(LimitFindings.of(around));
            findings.add(UserModeFindings.of(around.system(), Passt.find()));
            findings.add(RoutingFindings.of(around.system(), Nft.find()));
        }
        return Diagnosis.of(SUBJECT, findings);
    }

    private static boolean hasProblem(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.PROBLEM);
    }

    private static void openAndAsk(Surroundings around, boolean hideXsave, List<Finding> findings) {
        findings.add(JavaFindings.nativeAccess(around.javaVersion(), NativeAccess.isAllowed()));
        try (Kvm kvm = Kvm.open()) {
            findings.add(JavaFindings.nativeCode());
            findings.addAll(KvmFindings.capabilities(kvm::check));
            findings.add(KvmFindings.sizes(kvm));
            if (!hasProblem(findings)) {
                findings.addAll(KvmFindings.probes(Probes.of(kvm, hideXsave)));
            }
        } catch (NativeException e) {
            findings.add(refused(e, Container.sign(around.system()).isPresent()));
        } catch (IllegalStateException e) {
            findings.add(Finding.of(
                    "kvm-open",
                    "opening the device",
                    Severity.PROBLEM,
                    String.valueOf(e.getMessage()),
                    "see which kernel module gives /dev/kvm"));
        } catch (LinkageError e) {
            findings.add(JavaFindings.noNativeCode(around.system(), nativeFolders(), e));
        }
    }

    /** Permissions allow it, and the kernel refuses. */
    static Finding refused(NativeException e, boolean inContainer) {
        boolean forbidden = e.errno() == Errno.EPERM || e.errno() == Errno.EACCES;
        return Finding.of(
                "kvm-open",
                "opening the device",
                Severity.PROBLEM,
                String.valueOf(e.getMessage()),
                forbidden && inContainer
                        ? "start the container with --device /dev/kvm: a device that is only mounted may not be used"
                        : "see the kernel's log (dmesg); another hypervisor may hold the processor's virtualization");
    }

    /** Where JNA unpacks its library. */
    private static List<Path> nativeFolders() {
        String named = System.getProperty("jna.tmpdir");
        return named != null
                ? List.of(Path.of(named))
                : List.of(
                        Path.of(System.getProperty("user.home", "/root"), ".cache", "JNA"),
                        Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
    }
}
