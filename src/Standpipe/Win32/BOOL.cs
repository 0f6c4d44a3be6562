namespace Standpipe.Win32;

/// <summary>The truth value of the Windows headers: 4 bytes, 0 is false, anything else is true.</summary>
/// <param name="Value">The number. Two values that are both not 0 are both true, though not equal.</param>
public readonly record struct BOOL(int Value)
{
    /// <summary>True, as the functions return it.</summary>
    public static BOOL TRUE => new(1);

    /// <summary>False.</summary>
    public static BOOL FALSE => default;

    /// <summary>Whether it is not 0.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator bool(BOOL value) => value.Value != 0;

    /// <summary>TRUE or FALSE.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator BOOL(bool value) => new(value ? 1 : 0);

    /// <summary>Whether it is not 0, for languages without conversions.</summary>
    public bool ToBoolean() => Value != 0;

    /// <summary>TRUE or FALSE, for languages without conversions.</summary>
    /// <param name="value">The value.</param>
    public static BOOL FromBoolean(bool value) => value;

    /// <summary>Writes TRUE or FALSE.</summary>
    public override string ToString() => Value != 0 ? nameof(TRUE) : nameof(FALSE);
}
