package io.hv.kvm.probe;

import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.Reaper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds out what a KVM runs, once for each device node in a process: a fraction of a second the first time, nothing
 * afterwards. Safe for any thread.
 */
public final class Probes {

    /** What may change the answer: another node, or the same name for another; what CPUID hides by default. */
    private record Key(Object device, Object number, boolean hideXsave) {}

    private static final Map<Key, ProbeReport> KNOWN = new HashMap<>();

    private Probes() {}

    /**
     * What this KVM runs. Who asks while another thread is probing waits for it.
     *
     * @param kvm {@link Kvm#DEVICE}, open
     * @param hideXsave whether guests are not offered XSAVE
     * @throws io.hv.nativeaccess.NativeException if no machine can be made; nothing is remembered then
     */
    public static ProbeReport of(Kvm kvm, boolean hideXsave) {
        Key key = key(Kvm.DEVICE, hideXsave);
        synchronized (KNOWN) {
            ProbeReport known = KNOWN.get(key);
            if (known == null) {
                try (Reaper reaper = new Reaper("hv/probe/reaper")) {
                    known = ProbeMachine.tryAll(kvm, hideXsave, reaper);
                }
                KNOWN.put(key, known);
            }
            return known;
        }
    }

    private static Key key(Path device, boolean hideXsave) {
        try {
            return new Key(Files.getAttribute(device, "unix:ino"), Files.getAttribute(device, "unix:rdev"), hideXsave);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
