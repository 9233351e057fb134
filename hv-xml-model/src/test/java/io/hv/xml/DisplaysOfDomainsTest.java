package io.hv.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.DisplayModel;
import io.hv.DomainSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The graphics card in domains' documents. */
class DisplaysOfDomainsTest {

    private static final String CARD = "<video><model type='qxl' ram='65536' vram='65536' vgamem='16384' heads='1'/>"
            + "<address type='pci' domain='0' bus='0' slot='2' function='0'/></video>";
    private static final String WINDOW = "<graphics type='vnc' port='-1'/>";

    private static DomainXml domain(String devices) {
        return DomainXml.parse("<domain type='kvm'><name>x</name><memory unit='MiB'>64</memory><devices>" + devices
                + "</devices></domain>");
    }

    private static DomainXml without(DomainXml xml) {
        return xml.edit(xml.toSpec().edit(DomainSpec.Builder::noDisplay));
    }

    private static DomainXml with(DomainXml xml, DisplayModel model) {
        return xml.edit(xml.toSpec().edit(spec -> spec.display(model)));
    }

    @Test
    void theFirstIsRead() {
        assertEquals(
                Optional.of(new DisplayModel("qxl")),
                domain(CARD + "<video><model type='vga'/></video>").toSpec().display());
        for (String none :
                List.of("", WINDOW, "<video/>", "<video><model type='none'/></video>", "<video><model/></video>")) {
            assertEquals(Optional.empty(), domain(none).toSpec().display(), none);
        }
    }

    @Test
    void anotherModelHasNothingOfTheLast() {
        DomainXml xml = with(domain(CARD), DisplayModel.VGA);
        assertEquals(Optional.of(DisplayModel.VGA), xml.toSpec().display());
        assertFalse(xml.text().contains("vgamem"), xml.text());
        assertTrue(xml.text().contains("slot"), xml.text());
        assertEquals(domain(CARD), with(domain(CARD), new DisplayModel("qxl")), "the same stays as it is");
    }

    @Test
    void noneIsNone() {
        DomainXml two = without(domain(CARD + CARD));
        assertEquals(Optional.empty(), two.toSpec().display());
        assertFalse(two.text().contains("video"), two.text());
        DomainXml looked = without(domain(CARD + WINDOW));
        assertEquals(Optional.empty(), looked.toSpec().display());
        assertTrue(looked.text().contains("none"), "else libvirt gives it one: " + looked.text());
        assertEquals(
                Optional.of(DisplayModel.VGA),
                with(looked, DisplayModel.VGA).toSpec().display());
    }
}
