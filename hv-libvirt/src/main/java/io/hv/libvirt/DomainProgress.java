package io.hv.libvirt;

import java.util.Optional;
import org.libvirt.jna.virDomainJobInfo;

/**
 * How far a job of a domain's is, as libvirt tells it; more may come to be done while it is done.
 *
 * @param fraction 0 to 1
 * @param isOfDisks whether it is about their contents at present
 */
record DomainProgress(double fraction, boolean isOfDisks) {

    /** {@code VIR_DOMAIN_JOB_BOUNDED} and {@code VIR_DOMAIN_JOB_UNBOUNDED}: it is under way. */
    private static final int BOUNDED = 1;

    private static final int UNBOUNDED = 2;

    /** Nothing where there is no job, or it is not known how much there is to do. */
    static Optional<DomainProgress> of(virDomainJobInfo info) {
        boolean isUnderWay = info.type == BOUNDED || info.type == UNBOUNDED;
        return isUnderWay && info.dataTotal > 0
                ? Optional.of(
                        new DomainProgress(1 - (double) info.dataRemaining / info.dataTotal, info.fileRemaining > 0))
                : Optional.empty();
    }
}
