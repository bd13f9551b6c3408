//! The materials that parcels are made of: atom ratios (or weight percents) and density.
//!
//! Sources: densities and compositions of metals and alloys from the usual alloy designations
//! (C26000 brass, Zamak 3, AISI 4140 and 304, EN AW-6061, Ti-6Al-4V, Sb-hardened lead), polymers by
//! repeat unit, goods by their main constituent. Densities of loose goods are bulk densities.

use serde::Deserialize;

/// One material. [`Material::formula`] and [`Material::density`] define it. Files name it in snake case (`glass_nylon`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "names of materials; the table below defines each")]
pub enum Material {
    Steel,
    StainlessSteel,
    CastIron,
    Aluminium,
    Aluminium6061,
    Magnesium,
    Titanium,
    Zamak,
    Brass,
    Bronze,
    Copper,
    Nickel,
    Tin,
    Lead,
    LeadAntimony,
    Tungsten,
    Silver,
    Gold,
    Ferrite,
    Neodymium,
    LithiumCell,
    AlkalineCell,
    Silicon,
    CircuitBoard,
    Solder,
    Glass,
    LeadGlass,
    Ceramic,
    Concrete,
    Quartz,
    Salt,
    Sugar,
    Flour,
    Soap,
    Water,
    Ethanol,
    Oil,
    Food,
    Meat,
    Polyethylene,
    Polypropylene,
    Polystyrene,
    StyreneFoam,
    UrethaneFoam,
    Abs,
    Pla,
    Nylon,
    GlassNylon,
    Acetal,
    Polycarbonate,
    Acrylic,
    Pet,
    Pvc,
    Ptfe,
    Rubber,
    Silicone,
    Cardboard,
    Paper,
    Wood,
    Cotton,
    Wool,
    Polyester,
    Leather,
    Propellant,
    CarbonFibre,
    Graphite,
}

impl Material {
    /// Every material.
    pub const ALL: [Self; 66] = {
        use Material::*;
        [
            Steel,
            StainlessSteel,
            CastIron,
            Aluminium,
            Aluminium6061,
            Magnesium,
            Titanium,
            Zamak,
            Brass,
            Bronze,
            Copper,
            Nickel,
            Tin,
            Lead,
            LeadAntimony,
            Tungsten,
            Silver,
            Gold,
            Ferrite,
            Neodymium,
            LithiumCell,
            AlkalineCell,
            Silicon,
            CircuitBoard,
            Solder,
            Glass,
            LeadGlass,
            Ceramic,
            Concrete,
            Quartz,
            Salt,
            Sugar,
            Flour,
            Soap,
            Water,
            Ethanol,
            Oil,
            Food,
            Meat,
            Polyethylene,
            Polypropylene,
            Polystyrene,
            StyreneFoam,
            UrethaneFoam,
            Abs,
            Pla,
            Nylon,
            GlassNylon,
            Acetal,
            Polycarbonate,
            Acrylic,
            Pet,
            Pvc,
            Ptfe,
            Rubber,
            Silicone,
            Cardboard,
            Paper,
            Wood,
            Cotton,
            Wool,
            Polyester,
            Leather,
            Propellant,
            CarbonFibre,
            Graphite,
        ]
    };

    /// Chemical formula in atom ratios, as `xraydb` reads it.
    pub const fn formula(self) -> &'static str {
        self.entry().0
    }

    /// Density in g/cm3; bulk density for loose goods.
    pub const fn density(self) -> f64 {
        self.entry().1
    }

    /// Index in [`Material::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    const fn entry(self) -> (&'static str, f64) {
        match self {
            Self::Steel => ("Fe0.97Cr0.01Mn0.009C0.018", 7.85),
            Self::StainlessSteel => ("Fe0.70Cr0.19Ni0.09Mn0.02", 7.95),
            Self::CastIron => ("Fe0.83C0.13Si0.04", 7.2),
            Self::Aluminium => ("Al", 2.70),
            Self::Aluminium6061 => ("Al0.975Mg0.011Si0.006Cu0.001Fe0.003", 2.70),
            Self::Magnesium => ("Mg0.91Al0.08Zn0.01", 1.8),
            Self::Titanium => ("Ti0.86Al0.10V0.04", 4.43),
            Self::Zamak => ("Zn0.91Al0.09", 6.6),
            Self::Brass => ("Cu0.706Zn0.294", 8.53),
            Self::Bronze => ("Cu0.93Sn0.07", 8.8),
            Self::Copper => ("Cu", 8.96),
            Self::Nickel => ("Ni", 8.9),
            Self::Tin => ("Sn", 7.29),
            Self::Lead => ("Pb", 11.34),
            Self::LeadAntimony => ("Pb0.95Sb0.05", 11.0),
            Self::Tungsten => ("W", 19.25),
            Self::Silver => ("Ag0.87Cu0.13", 10.36),
            Self::Gold => ("Au0.5Ag0.25Cu0.25", 13.2),
            Self::Ferrite => ("MnZnFe4O8", 4.8),
            Self::Neodymium => ("Nd2Fe14B", 7.5),
            Self::LithiumCell => ("Li0.1Co0.1O0.25C0.4Cu0.08Al0.07", 2.5),
            Self::AlkalineCell => ("Mn0.2O0.5Zn0.2K0.04H0.2Fe0.1", 2.9),
            Self::Silicon => ("Si", 2.33),
            Self::CircuitBoard => ("C3H4O1.6Si0.4Cu0.08", 1.9),
            Self::Solder => ("Sn0.965Ag0.03Cu0.005", 7.4),
            Self::Glass => ("Si0.7O1.7Na0.27Ca0.1", 2.5),
            Self::LeadGlass => ("Si0.75O1.8K0.15Pb0.12", 3.1),
            Self::Ceramic => ("Al2O3", 3.7),
            Self::Concrete => ("Si0.35O1.6Ca0.15Al0.06H0.3", 2.3),
            Self::Quartz => ("SiO2", 1.6),
            Self::Salt => ("NaCl", 1.2),
            Self::Sugar => ("C12H22O11", 0.85),
            Self::Flour => ("C6H10O5", 0.6),
            Self::Soap => ("C18H35O2Na", 1.05),
            Self::Water => ("H2O", 1.0),
            Self::Ethanol => ("C2H6O", 0.79),
            Self::Oil => ("C18H34O2", 0.91),
            Self::Food => ("C6H12O5H2O", 0.7),
            Self::Meat => ("C10H66O25N2Na0.04Cl0.04", 1.04),
            Self::Polyethylene => ("CH2", 0.94),
            Self::Polypropylene => ("C3H6", 0.9),
            Self::Polystyrene => ("C8H8", 1.05),
            Self::StyreneFoam => ("C8H8", 0.03),
            Self::UrethaneFoam => ("C10H12N2O3", 0.04),
            Self::Abs => ("C15H17N", 1.05),
            Self::Pla => ("C3H4O2", 1.24),
            Self::Nylon => ("C6H11NO", 1.14),
            Self::GlassNylon => ("C4.2H7.7N0.7O1.3Si0.15", 1.36),
            Self::Acetal => ("CH2O", 1.41),
            Self::Polycarbonate => ("C16H14O3", 1.2),
            Self::Acrylic => ("C5H8O2", 1.18),
            Self::Pet => ("C10H8O4", 1.38),
            Self::Pvc => ("C2H3Cl", 1.38),
            Self::Ptfe => ("C2F4", 2.2),
            Self::Rubber => ("C5H8S0.05Zn0.02", 1.1),
            Self::Silicone => ("C2H6OSi", 1.1),
            Self::Cardboard => ("C6H10O5", 0.6),
            Self::Paper => ("C6H10O5Ca0.1", 0.85),
            Self::Wood => ("C6H9O4", 0.6),
            Self::Cotton => ("C6H10O5", 0.25),
            Self::Wool => ("C5H8NO2S0.1", 0.2),
            Self::Polyester => ("C10H8O4", 0.3),
            Self::Leather => ("C5H8NO1.6", 0.86),
            Self::Propellant => ("C6H7N3O11", 0.95),
            Self::CarbonFibre => ("C8H5O", 1.55),
            Self::Graphite => ("C", 1.8),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn index_is_the_place_in_all() {
        for (index, material) in Material::ALL.into_iter().enumerate() {
            assert_eq!(material.index(), index);
            assert!(material.density() > 0.0 && !material.formula().is_empty());
        }
    }
}
