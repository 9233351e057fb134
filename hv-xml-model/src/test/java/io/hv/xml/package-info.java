/** Tests of what hv-xml-model exports, and what they have in common. */
@NullMarked
package io.hv.xml;

import org.jspecify.annotations.NullMarked;
