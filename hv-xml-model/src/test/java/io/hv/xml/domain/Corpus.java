package io.hv.xml.domain;

import io.hv.xml.LibvirtData;
import io.hv.xml.XmlDocument;
import io.hv.xml.XmlException;
import io.hv.xml.XmlKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The domains among libvirt's test data. */
final class Corpus {

    private Corpus() {}

    /** All of them as texts, in the order of their files' names. */
    static List<String> domains() throws IOException {
        List<String> domains = new ArrayList<>();
        for (Path each : LibvirtData.documents()) {
            try {
                XmlDocument document = XmlDocument.read(each);
                if (document.kind().filter(XmlKind.DOMAIN::equals).isPresent()) {
                    domains.add(document.text());
                }
            } catch (XmlException e) {
                if (!Files.isRegularFile(each)) {
                    throw e;
                }
                // Two files of libvirt's are no documents: LosslessTest counts them.
            }
        }
        return domains;
    }
}
