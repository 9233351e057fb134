package io.hv.xml;

import java.io.IOException;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamException;

/** What the parser says, as hv says it. */
final class Faults {

    private Faults() {}

    static XmlException of(String what, XMLStreamException e) {
        Location at = e.getLocation();
        boolean known = at != null && at.getLineNumber() > 0;
        int line = known ? at.getLineNumber() : 0;
        int column = known ? Math.max(1, at.getColumnNumber()) : 0;
        String why = e.getNestedException() instanceof IOException nested && !known
                ? String.valueOf(nested.getMessage())
                : message(e);
        return new XmlException(what, line, column, why, "", e);
    }

    /** Without the place, which is told once. */
    private static String message(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int start = message.startsWith("ParseError at") ? message.indexOf("Message: ") : -1;
        if (start >= 0) {
            message = message.substring(start + "Message: ".length());
        }
        int place = message.indexOf("\n at [row,col");
        return place < 0 ? message : message.substring(0, place);
    }
}
