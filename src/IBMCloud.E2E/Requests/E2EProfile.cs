namespace IBMCloud.E2E;

/// <summary>Which form the encrypted image has, and so which key is what (<see cref="ImageKey"/> has the table).</summary>
public enum E2EProfile
{
    /// <summary>An encrypted dynamic VHD: what classic image import takes since 2019. The default.</summary>
    ClassicVhd,

    /// <summary>LUKS in a raw object: the documented flow of 2018, which a live cloud takes no longer.</summary>
    ClassicLuks,
}
