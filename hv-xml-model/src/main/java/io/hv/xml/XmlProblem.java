package io.hv.xml;

/**
 * Something in a document that its schema does not allow.
 *
 * @param line from 1 on
 * @param column from 1 on
 * @param message what, in the validator's words
 */
public record XmlProblem(int line, int column, String message) {

    @Override
    public String toString() {
        return "line " + line + ", column " + column + ": " + message;
    }
}
