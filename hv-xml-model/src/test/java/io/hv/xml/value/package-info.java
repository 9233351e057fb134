@NullMarked
package io.hv.xml.value;

import org.jspecify.annotations.NullMarked;
