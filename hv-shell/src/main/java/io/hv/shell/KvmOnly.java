package io.hv.shell;

import io.hv.Feature;
import io.hv.Host;
import io.hv.Support;
import io.hv.UnsupportedFeatureException;

/** What only kvm:/// has. */
public final class KvmOnly {

    private KvmOnly() {}

    /**
     * Does nothing on kvm:///.
     *
     * @param what was asked for, such as {@code --share}
     * @param feature its name as a feature
     * @param why nobody else has it
     * @throws UnsupportedFeatureException on any other host
     */
    public static void require(Host host, String what, String feature, String why) {
        if (!host.backend().equals("kvm")) {
            throw new UnsupportedFeatureException(
                    what + " on " + host.uri(), new Feature(feature), Support.no(why, "use kvm:///"));
        }
    }
}
