package io.hv.libvirt;

import io.hv.Display;
import io.hv.Domain;
import io.hv.Feature;
import io.hv.HostFailureException;
import io.hv.NotFoundException;
import io.hv.Screenshot;
import java.time.Duration;

/** The screen and the keyboard of a domain. */
final class DisplayHandle implements Display {

    private final DomainHandle domain;

    DisplayHandle(DomainHandle domain) {
        this.domain = domain;
    }

    @Override
    public Domain domain() {
        return domain;
    }

    @Override
    public Screenshot screenshot() {
        byte[] picture = domain.transitions().askActive("screenshot", ref -> {
            if (!DisplayXml.isIn(ref.xml(0))) {
                throw new NotFoundException(
                        domain + " has no screen", "give it one when it is off: edit(spec -> spec.display(...))");
            }
            return picture(ref, 0);
        });
        try {
            return Screenshot.of(picture);
        } catch (IllegalArgumentException e) {
            throw new HostFailureException(
                    "the picture of " + domain + " is not as hv expects it: " + e.getMessage(),
                    "look at it: as(LibvirtDomain.class).screenshot(0)",
                    "virDomainScreenshot",
                    0,
                    e);
        }
    }

    /** As libvirt gives it. */
    static byte[] picture(DomainRef ref, int screen) throws LibvirtFailure {
        try (ByteStream stream = ByteStream.screenshot(ref, screen)) {
            return stream.receiveAll();
        }
    }

    @Override
    public void press(Duration held, int... linuxCodes) {
        if (linuxCodes.length == 0 || linuxCodes.length > MOST_KEYS) {
            throw new IllegalArgumentException("1 to " + MOST_KEYS + " keys at once, not " + linuxCodes.length);
        }
        if (held.isNegative() || held.compareTo(LONGEST_PRESS) > 0) {
            throw new IllegalArgumentException("0 to " + LONGEST_PRESS + ", not " + held);
        }
        int unused = domain.transitions().whileActive("keys", Feature.DISPLAY, ref -> {
            ref.sendKeys((int) held.toMillis(), linuxCodes);
            return linuxCodes.length;
        });
    }

    @Override
    public String toString() {
        return "the display of " + domain;
    }
}
