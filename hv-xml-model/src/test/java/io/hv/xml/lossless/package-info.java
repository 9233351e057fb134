/**
 * The check that reading and writing loses nothing: what documents say is compared by code that shares none with the
 * model, on the JDK's own parser.
 */
@NullMarked
package io.hv.xml.lossless;

import org.jspecify.annotations.NullMarked;
