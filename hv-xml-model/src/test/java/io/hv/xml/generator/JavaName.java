package io.hv.xml.generator;

import org.jspecify.annotations.Nullable;

/** How a class is called: in a package, or in another class. */
record JavaName(String packageName, @Nullable JavaName outer, String simple) {

    /** The class that has a file of its own. */
    JavaName top() {
        return outer == null ? this : outer.top();
    }

    /** The name below the package. */
    String nested() {
        return outer == null ? simple : outer.nested() + "." + simple;
    }

    String full() {
        return packageName + "." + nested();
    }
}
