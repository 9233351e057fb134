package io.hv.sketch;

/** The body of every factory in this package. */
final class Later {

    private Later() {}

    @SuppressWarnings({"DoNotCallSuggester", "TypeParameterUnusedInFormals"}) // stands for any value, and there is none
    static <T> T value() {
        throw new UnsupportedOperationException("this is a sketch: see docs/api-sketch.md");
    }
}
