package io.hv.consumer;

import io.hv.xml.XmlDocument;
import io.hv.xml.XmlKind;

/** Reads and writes documents, and says which module hv is in. */
public final class ReadsXml {

    private ReadsXml() {}

    /** Reads one of each kind. */
    public static void main(String[] arguments) {
        for (XmlKind kind : XmlKind.values()) {
            String text = XmlDocument.parse("<" + kind.rootName() + " a='1'><b/></" + kind.rootName() + ">", kind)
                    .text();
            if (!text.contains("<b/>")) {
                throw new IllegalStateException(text);
            }
        }
        System.out.println(XmlDocument.class.getModule().getName());
    }
}
