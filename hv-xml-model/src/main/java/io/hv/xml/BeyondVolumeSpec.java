package io.hv.xml;

import static io.hv.xml.BeyondSpec.drop;
import static io.hv.xml.BeyondSpec.isBare;
import static io.hv.xml.BeyondSpec.says;

import io.hv.SpecFault;
import io.hv.VolumeSpec;
import io.hv.xml.spec.VolumeElements;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.storage.ClusterSize;
import io.hv.xml.wire.storage.Compat;
import io.hv.xml.wire.storage.Features;
import io.hv.xml.wire.storage.Permissions;
import io.hv.xml.wire.storagevol.BackingStore;
import io.hv.xml.wire.storagevol.Physical;
import io.hv.xml.wire.storagevol.Source;
import io.hv.xml.wire.storagevol.Target;
import io.hv.xml.wire.storagevol.Timestamps;
import io.hv.xml.wire.storagevol.Volume;
import java.util.List;

/** What of a volume's document the neutral spec cannot carry. */
final class BeyondVolumeSpec {

    private BeyondVolumeSpec() {}

    /** Every part, by its path in the document, which is changed. */
    static List<SpecFault> of(Volume document, VolumeSpec spec) {
        VolumeElements.normalize(document, spec);
        leaveOutWhatLibvirtTells(document);
        return BeyondSpec.missing(document, VolumeElements.of(spec));
    }

    private static void leaveOutWhatLibvirtTells(Volume document) {
        document.type = "file".equals(document.type) ? null : document.type;
        drop(document, Volume.Key.class, each -> true);
        drop(document, Physical.class, each -> true);
        drop(document, Source.class, each -> isBare(each, 0));
        for (Target target : document.all(Target.class)) {
            drop(target, Target.Path.class, each -> true);
            drop(target, Compat.class, each -> says(each, "1.1"));
            drop(target, Features.class, each -> isBare(each, 0));
            drop(target, ClusterSize.class, BeyondVolumeSpec::isUsual);
            leaveOutTheFiles(target);
        }
        document.all(BackingStore.class).forEach(BeyondVolumeSpec::leaveOutTheFiles);
    }

    private static void leaveOutTheFiles(WireElement element) {
        drop(element, Timestamps.class, each -> true);
        for (Permissions permissions : element.all(Permissions.class)) {
            drop(permissions, Permissions.Mode.class, each -> says(each, "0600"));
            drop(permissions, Permissions.Owner.class, BeyondVolumeSpec::isRoot);
            drop(permissions, Permissions.Group.class, BeyondVolumeSpec::isRoot);
        }
        drop(element, Permissions.class, each -> isBare(each, 0));
    }

    /** -1 is whoever makes it. */
    private static boolean isRoot(WireElement of) {
        return says(of, "0") || says(of, "-1");
    }

    private static boolean isUsual(ClusterSize size) {
        return VolumeElements.bytes(size.text(), size.unit)
                .filter(bytes -> bytes == 65_536)
                .isPresent();
    }
}
